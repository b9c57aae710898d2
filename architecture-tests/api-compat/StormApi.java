// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import java.util.jar.*;
import java.util.regex.Pattern;
import java.util.stream.*;
import org.objectweb.asm.*;
import org.objectweb.asm.signature.*;

/**
 * Measures how much of a reference API (read from published jars at run time) a set of other jars offers, and whether
 * a third party's classes would link against them. Run through the scripts api-compat and link-check, or:
 *   java -cp asm.jar StormApi.java compat|audit|link|refs ...
 * Holds no code of the reference; it reads names, signatures, flags and constant values only, never method bodies of it.
 */
public class StormApi {
    static final String ROOT = "org/apache/storm/";

    // ------------------------------------------------------------------ model
    static final class Mem {
        final String name, desc, sig; final int access; final List<String> throwsList; final Object constant;
        boolean annDefault;
        Mem(int access, String name, String desc, String sig, List<String> ex, Object constant) {
            this.access = access; this.name = name; this.desc = desc; this.sig = sig; this.throwsList = ex; this.constant = constant;
        }
        boolean is(int f) { return (access & f) != 0; }
        String key() { return name + desc; }
    }

    static final class Cls {
        String name, superName, sig, outer; String[] ifs = {}; int access; boolean local, record;
        final Map<String, Mem> methods = new LinkedHashMap<>(), fields = new LinkedHashMap<>();
        final Map<String, String> annMeta = new TreeMap<>();
        Set<String> stubs;
        boolean is(int f) { return (access & f) != 0; }
        boolean itf() { return is(Opcodes.ACC_INTERFACE); }
        String kind() {
            return is(Opcodes.ACC_ANNOTATION) ? "annotation" : itf() ? "interface" : is(Opcodes.ACC_ENUM) ? "enum" : record ? "record" : "class";
        }
        List<String> supers() {
            List<String> l = new ArrayList<>();
            if (superName != null) l.add(superName);
            l.addAll(Arrays.asList(ifs));
            return l;
        }
    }

    /** Jars and class directories in order, then the JDK. */
    static final class World {
        final List<Path> dirs = new ArrayList<>(); final Map<String, JarFile> where = new LinkedHashMap<>();
        final Map<String, Path> whereDir = new LinkedHashMap<>();
        final Map<String, Optional<Cls>> cache = new HashMap<>();
        final Set<String> own = new TreeSet<>();

        World add(List<String> paths) throws IOException {
            for (String s : paths) {
                Path p = Paths.get(s);
                if (Files.isDirectory(p)) {
                    try (Stream<Path> st = Files.walk(p)) {
                        for (Path f : (Iterable<Path>) st::iterator) {
                            String n = p.relativize(f).toString().replace(File.separatorChar, '/');
                            if (n.endsWith(".class")) note(n, null, f);
                        }
                    }
                } else if (Files.isRegularFile(p)) {
                    JarFile j = new JarFile(p.toFile(), false);
                    for (JarEntry e : (Iterable<JarEntry>) j.stream()::iterator) if (e.getName().endsWith(".class")) note(e.getName(), j, null);
                } else {
                    throw new FileNotFoundException("no such jar or class directory: " + s);
                }
            }
            return this;
        }

        private void note(String entry, JarFile j, Path f) {
            if (entry.startsWith("META-INF/") || entry.endsWith("module-info.class")) return;
            String n = entry.substring(0, entry.length() - 6);
            if (own.add(n)) { if (j != null) where.put(n, j); else whereDir.put(n, f); }
        }

        byte[] bytes(String n) {
            try {
                if (where.containsKey(n)) { JarFile j = where.get(n); try (InputStream in = j.getInputStream(j.getEntry(n + ".class"))) { return in.readAllBytes(); } }
                if (whereDir.containsKey(n)) return Files.readAllBytes(whereDir.get(n));
                try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(n + ".class")) { return in == null ? null : in.readAllBytes(); }
            } catch (IOException e) { throw new UncheckedIOException(e); }
        }

        Cls get(String n) {
            Optional<Cls> c = cache.get(n);
            if (c == null) { byte[] b = bytes(n); c = Optional.ofNullable(b == null ? null : read(b)); cache.put(n, c); }
            return c.orElse(null);
        }

        /** Public or protected along the whole chain of enclosing classes, and not local, anonymous or synthetic. */
        boolean accessible(Cls c) {
            if (c == null || c.local || c.is(Opcodes.ACC_SYNTHETIC)) return false;
            if (c.outer == null) return c.is(Opcodes.ACC_PUBLIC);
            return c.is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED) && accessible(get(c.outer));
        }

        /** All supertypes reachable, itself first; unknown ones are put into unknown. */
        LinkedHashSet<String> closure(String n, Set<String> unknown) {
            LinkedHashSet<String> seen = new LinkedHashSet<>(); Deque<String> q = new ArrayDeque<>(List.of(n));
            while (!q.isEmpty()) {
                String s = q.poll();
                if (!seen.add(s)) continue;
                Cls c = get(s);
                if (c == null) { if (unknown != null) unknown.add(s); continue; }
                q.addAll(c.supers());
            }
            return seen;
        }

        boolean subclassOf(String n, String of) { return closure(n, null).contains(of); }

        static final class Hit { final Cls in; final Mem m; Hit(Cls in, Mem m) { this.in = in; this.m = m; } }

        /** JVMS 5.4.3.3 / 5.4.3.4 in outline: superclasses first, then every superinterface. */
        Hit method(String owner, String key, Set<String> unknown) {
            if (owner.startsWith("[")) owner = "java/lang/Object";
            boolean init = key.startsWith("<init>"); // constructors are not inherited
            for (String s = owner; s != null; ) {
                Cls c = get(s);
                if (c == null) { if (unknown != null) unknown.add(s); break; }
                Mem m = c.methods.get(key);
                if (m != null) return new Hit(c, m);
                s = init ? null : c.superName;
            }
            if (init) return null;
            Hit abs = null;
            for (String s : closure(owner, unknown)) {
                Cls c = get(s);
                if (c == null || !c.itf()) continue;
                Mem m = c.methods.get(key);
                if (m == null || m.is(Opcodes.ACC_PRIVATE) || m.is(Opcodes.ACC_STATIC) && !s.equals(owner)) continue;
                if (!m.is(Opcodes.ACC_ABSTRACT)) return new Hit(c, m);
                if (abs == null) abs = new Hit(c, m);
            }
            return abs;
        }

        /** Does a class of the hierarchy give this abstract method a body? */
        boolean implemented(String cls, String key) {
            for (String s = cls; s != null; ) {
                Cls c = get(s);
                if (c == null) return true; // cannot tell: not held against it
                Mem m = c.methods.get(key);
                if (m != null && !m.is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) return !m.is(Opcodes.ACC_ABSTRACT);
                s = c.superName;
            }
            for (String s : closure(cls, null)) {
                Cls c = get(s);
                Mem m = c == null || !c.itf() ? null : c.methods.get(key);
                if (m != null && !m.is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) return true;
            }
            return false;
        }

        Hit field(String owner, String key, Set<String> unknown) {
            Cls c = get(owner);
            if (c == null) { if (unknown != null) unknown.add(owner); return null; }
            Mem m = c.fields.get(key);
            if (m != null) return new Hit(c, m);
            for (String i : c.ifs) { Hit h = field(i, key, unknown); if (h != null) return h; }
            return c.superName == null ? null : field(c.superName, key, unknown);
        }
    }

    static Cls read(byte[] b) {
        Cls c = new Cls();
        new ClassReader(b).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override public void visit(int v, int acc, String name, String sig, String sup, String[] ifs) {
                c.name = name; c.access = acc; c.sig = sig; c.superName = sup; c.ifs = ifs == null ? new String[0] : ifs;
                c.record = (acc & Opcodes.ACC_RECORD) != 0;
            }
            @Override public void visitOuterClass(String o, String m, String d) { c.local = true; }
            @Override public void visitInnerClass(String n, String outer, String inner, int acc) {
                if (!n.equals(c.name)) return;
                if (outer == null || inner == null) c.local = true; else { c.outer = outer; c.access = acc | (c.access & Opcodes.ACC_SYNTHETIC); }
            }
            @Override public AnnotationVisitor visitAnnotation(String d, boolean vis) {
                if (!d.equals("Ljava/lang/annotation/Retention;") && !d.equals("Ljava/lang/annotation/Target;")) return null;
                TreeSet<String> vals = new TreeSet<>();
                return new AnnotationVisitor(Opcodes.ASM9) {
                    @Override public void visitEnum(String n, String ed, String v) { vals.add(v); }
                    @Override public AnnotationVisitor visitArray(String n) { return this; }
                    @Override public void visitEnd() { c.annMeta.put(d, vals.toString()); }
                };
            }
            @Override public FieldVisitor visitField(int acc, String n, String d, String s, Object val) {
                c.fields.put(n + ":" + d, new Mem(acc, n, d, s, List.of(), val));
                return null;
            }
            @Override public MethodVisitor visitMethod(int acc, String n, String d, String s, String[] ex) {
                Mem m = new Mem(acc, n, d, s, ex == null ? List.of() : Arrays.asList(ex), null);
                c.methods.put(m.key(), m);
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override public AnnotationVisitor visitAnnotationDefault() { m.annDefault = true; return null; }
                };
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return c;
    }

    // ------------------------------------------------------------------ the list
    /**
     * Lines of user-api.txt: [section]; pkg NAME (its classes, not its subpackages); cls NAME (and what is nested in it);
     * name NAME (the class must be there, its members are not looked at); no CLASS_GLOB; no-member CLASS_GLOB MEMBER_GLOB.
     */
    static final class ApiList {
        final Map<String, String> pkgs = new LinkedHashMap<>(), classes = new LinkedHashMap<>();
        final Set<String> nameOnly = new HashSet<>();
        final List<Pattern> no = new ArrayList<>(); final List<Pattern[]> noMember = new ArrayList<>();
        final List<String> sections = new ArrayList<>();
        final Set<String> want;

        ApiList(String file, Set<String> want) throws IOException {
            this.want = want;
            String sec = "api"; int ln = 0;
            for (String raw : Files.readAllLines(Paths.get(file))) {
                ln++;
                String l = raw.replaceFirst("#.*", "").trim();
                if (l.isEmpty()) continue;
                if (l.startsWith("[") && l.endsWith("]")) { sec = l.substring(1, l.length() - 1).trim(); sections.add(sec); continue; }
                String[] w = l.split("\\s+", 3);
                if (w[0].equals("pkg") && w.length == 2) pkgs.put(w[1], sec);
                else if (w[0].equals("cls") && w.length == 2) classes.put(w[1], sec);
                else if (w[0].equals("name") && w.length == 2) { classes.put(w[1], sec); nameOnly.add(w[1]); }
                else if (w[0].equals("no") && w.length == 2) no.add(glob(w[1]));
                else if (w[0].equals("no-member") && w.length == 3) noMember.add(new Pattern[] {glob(w[1]), glob(w[2])});
                else throw new IOException(file + ":" + ln + ": cannot read: " + raw);
            }
            for (String s : want) if (!sections.contains(s)) throw new IOException("no section [" + s + "] in " + file);
        }

        static Pattern glob(String g) {
            return Pattern.compile(Arrays.stream(g.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        }

        /** The section a class is in, or null where it is not on the list: its own line, then no, then its outer class's, then its package's. */
        String section(String internal) {
            String d = dot(internal);
            if (classes.containsKey(d)) return classes.get(d);
            for (Pattern p : no) if (p.matcher(d).matches()) return null;
            for (String s = d; ; s = s.substring(0, s.lastIndexOf('$'))) {
                String sec = nameOnly.contains(s) ? null : classes.get(s);
                if (sec != null) return sec;
                if (s.lastIndexOf('$') < 0) break;
            }
            return pkgs.get(pkg(internal));
        }

        boolean has(String internal) { String s = section(internal); return s != null && (want.isEmpty() || want.contains(s)); }
        boolean anywhere(String internal) { return section(internal) != null; }

        boolean member(Cls c, Mem m) {
            String d = dot(c.name), k = show(m);
            if (nameOnly.contains(d)) return false;
            for (Pattern[] p : noMember) if (p[0].matcher(d).matches() && p[1].matcher(k).matches()) return false;
            return true;
        }
    }

    static String dot(String n) { return n.replace('/', '.'); }
    static String pkg(String n) { int i = n.lastIndexOf('/'); return i < 0 ? "" : dot(n.substring(0, i)); }
    static String show(Mem m) {
        if (!m.desc.startsWith("(")) return m.name + " : " + Type.getType(m.desc).getClassName();
        return m.name + Arrays.stream(Type.getArgumentTypes(m.desc)).map(Type::getClassName).collect(Collectors.joining(",", "(", ")"))
            + (m.name.equals("<init>") ? "" : " : " + Type.getReturnType(m.desc).getClassName());
    }

    // ------------------------------------------------------------------ which members are the reference's API
    static final class Api {
        final World ref; final ApiList list;
        Api(World ref, ApiList list) { this.ref = ref; this.list = list; }

        List<Cls> classes() {
            List<Cls> l = new ArrayList<>();
            for (String n : ref.own) if (n.startsWith(ROOT) && list.has(n)) { Cls c = ref.get(n); if (ref.accessible(c)) l.add(c); }
            return l;
        }

        boolean visible(Cls c, Mem m) {
            if (m.is(Opcodes.ACC_SYNTHETIC) || m.name.equals("<clinit>")) return false;
            if (m.is(Opcodes.ACC_PUBLIC)) return true;
            return m.is(Opcodes.ACC_PROTECTED) && !c.is(Opcodes.ACC_FINAL) && !c.is(Opcodes.ACC_ENUM);
        }

        /** Declared members, and those inherited through supertypes that are not themselves on the list. */
        Map<Mem, Boolean> members(Cls c, boolean methods) {
            Map<Mem, Boolean> out = new LinkedHashMap<>(); Set<String> seen = new HashSet<>();
            Deque<Cls> q = new ArrayDeque<>(List.of(c)); Set<String> done = new HashSet<>();
            while (!q.isEmpty()) {
                Cls k = q.poll();
                if (!done.add(k.name)) continue;
                for (Mem m : (methods ? k.methods : k.fields).values()) {
                    // a bridge stands for the override javac would have a caller name instead
                    if (m.is(Opcodes.ACC_SYNTHETIC)) seen.add(m.key());
                    if (!visible(c, m) || k != c && m.name.equals("<init>") || !seen.add(m.key())) continue;
                    if (list.member(c, m)) out.put(m, k == c);
                }
                for (String s : k.supers()) {
                    Cls p = ref.get(s);
                    if (p != null && s.startsWith(ROOT) && !(ref.accessible(p) && list.anywhere(s))) q.add(p);
                }
            }
            return out;
        }

        /** Supertypes a user may rely on: those on the list, and those outside the reference, reached without leaving it. */
        Set<String> promisedSupers(Cls c) {
            Set<String> out = new LinkedHashSet<>(), done = new HashSet<>(); Deque<Cls> q = new ArrayDeque<>(List.of(c));
            while (!q.isEmpty()) {
                for (String s : q.poll().supers()) {
                    if (!done.add(s)) continue;
                    if (s.equals("java/lang/Object")) continue;
                    if (!s.startsWith(ROOT)) { out.add(s); continue; }
                    Cls p = ref.get(s);
                    if (list.anywhere(s) && ref.accessible(p)) out.add(s);
                    if (p != null) q.add(p);
                }
            }
            return out;
        }
    }

    // ------------------------------------------------------------------ generic signatures, type variables by position
    static List<String> formals(String sig) {
        List<String> l = new ArrayList<>();
        if (sig != null) new SignatureReader(sig).accept(new SignatureVisitor(Opcodes.ASM9) {
            @Override public void visitFormalTypeParameter(String n) { l.add(n); }
        });
        return l;
    }

    static Map<String, String> classVars(World w, Cls c) {
        Map<String, String> m = new HashMap<>();
        if (c.outer != null && !c.is(Opcodes.ACC_STATIC)) { Cls o = w.get(c.outer); if (o != null) m.putAll(classVars(w, o)); }
        int i = 0;
        for (String f : formals(c.sig)) m.put(f, "C" + (c.outer == null ? "" : c.name.chars().filter(x -> x == '$').count()) + "_" + i++);
        return m;
    }

    static String norm(String sig, Map<String, String> vars) {
        if (sig == null) return null;
        SignatureWriter w = new SignatureWriter() {
            @Override public void visitFormalTypeParameter(String n) { super.visitFormalTypeParameter(vars.getOrDefault(n, n)); }
            @Override public void visitTypeVariable(String n) { super.visitTypeVariable(vars.getOrDefault(n, n)); }
        };
        SignatureReader r = new SignatureReader(sig);
        if (sig.charAt(0) == '(' || sig.charAt(0) == '<') r.accept(w); else r.acceptType(w);
        return w.toString();
    }

    static String normClass(World w, Cls c) { return c.sig == null ? null : norm(c.sig, classVars(w, c)); }

    static String normMember(World w, Cls c, Mem m) {
        String sig = m.sig;
        if (sig == null) return m.desc;
        Map<String, String> v = classVars(w, c);
        int i = 0;
        if (m.desc.startsWith("(")) for (String f : formals(sig)) v.put(f, "M" + i++);
        String s = norm(sig, v);
        int hat = s.indexOf('^'); // throws clause: compared through the Exceptions attribute
        return hat < 0 ? s : s.substring(0, hat);
    }

    static String formalPart(String s) {
        if (s == null || !s.startsWith("<")) return "";
        int d = 0;
        for (int i = 0; i < s.length(); i++) { char ch = s.charAt(i); if (ch == '<') d++; else if (ch == '>' && --d == 0) return s.substring(0, i + 1); }
        return s;
    }

    /** Parameterized direct supertypes of a normalized class signature: raw name to the whole. */
    static Map<String, String> paramSupers(String s) {
        Map<String, String> out = new LinkedHashMap<>();
        if (s == null) return out;
        s = s.substring(formalPart(s).length());
        int d = 0, from = 0;
        for (int i = 0; i < s.length(); i++) {
            char ch = s.charAt(i);
            if (ch == '<') d++;
            else if (ch == '>') d--;
            else if (ch == ';' && d == 0) {
                String one = s.substring(from, i + 1);
                if (one.indexOf('<') > 0) out.put(one.substring(1, one.indexOf('<')), one);
                from = i + 1;
            }
        }
        return out;
    }

    // ------------------------------------------------------------------ compat
    static final class Tally { int cls, clsOk, mem, memOk; double pct() { int t = cls + mem; return t == 0 ? 100 : 100.0 * (clsOk + memOk) / t; } }

    static int compat(Args a) throws IOException {
        if (a.rest.isEmpty()) throw new IOException("name at least one jar or class directory of ours");
        World ref = new World().add(a.list("--ref")), our = new World().add(a.rest);
        Set<String> mine = new TreeSet<>(our.own); // what is only on --cp is looked through, never counted as ours
        our.add(a.list("--cp"));
        Api api = new Api(ref, new ApiList(a.one("--api"), new LinkedHashSet<>(a.list("--section"))));
        String level = a.get("--level", "source");
        if (!level.equals("source") && !level.equals("binary")) throw new IOException("--level is source or binary");
        boolean src = level.equals("source");
        Map<String, Tally> per = new TreeMap<>(), perSec = new LinkedHashMap<>();
        for (String s : api.list.sections) perSec.put(s, new Tally());
        List<String> missing = new ArrayList<>(), notes = new ArrayList<>(), stubs = new ArrayList<>();
        for (Cls r : api.classes()) {
            Tally[] ts = {per.computeIfAbsent(pkg(r.name), k -> new Tally()), perSec.computeIfAbsent(api.list.section(r.name), k -> new Tally())};
            Cls o = mine.contains(r.name) ? our.get(r.name) : null;
            List<String> why = new ArrayList<>();
            if (o == null) why.add("missing"); else classProblems(api, ref, our, r, o, src, why);
            for (Tally t : ts) { t.cls++; if (why.isEmpty()) t.clsOk++; }
            for (String y : why) missing.add("CLASS  " + dot(r.name) + "  " + y);
            for (boolean methods : new boolean[] {false, true}) {
                for (Map.Entry<Mem, Boolean> e : api.members(r, methods).entrySet()) {
                    Mem m = e.getKey();
                    List<String> w = new ArrayList<>();
                    if (o == null) w.add("its class is missing");
                    else memberProblems(ref, our, r, o, m, methods, src, w, notes);
                    if (methods && o != null && w.isEmpty() && stub(our, o, m)) stubs.add("STUB   " + dot(r.name) + "." + show(m));
                    for (Tally t : ts) { t.mem++; if (w.isEmpty()) t.memOk++; }
                    if (o != null) for (String y : w) missing.add((methods ? "METHOD " : "FIELD  ") + dot(r.name) + "." + show(m) + "  " + y);
                }
            }
        }
        System.out.printf("%-60s %13s %15s %8s%n", "package", "classes", "members", "percent");
        Tally all = new Tally();
        for (Map.Entry<String, Tally> e : per.entrySet()) { row(e.getKey(), e.getValue()); Tally t = e.getValue(); all.cls += t.cls; all.clsOk += t.clsOk; all.mem += t.mem; all.memOk += t.memOk; }
        System.out.println();
        for (Map.Entry<String, Tally> e : perSec.entrySet()) if (e.getValue().cls > 0) row("section [" + e.getKey() + "]", e.getValue());
        if (!stubs.isEmpty()) System.out.println("of the members present, " + stubs.size() + " only throw UnsupportedOperationException" + (a.flag("--notes") ? "" : " (--notes lists them)"));
        row("TOTAL", all);
        if (all.cls == 0) { System.err.println("api-compat: the list matched no class of the reference"); return 2; }
        if (a.flag("--missing")) { System.out.println("\nMISSING OR DIFFERENT (" + missing.size() + "; members of missing classes not repeated):"); missing.forEach(System.out::println); }
        if (a.flag("--notes")) { System.out.println("\nNOTES, not counted (" + notes.size() + "):"); notes.forEach(System.out::println); stubs.forEach(System.out::println); }
        if (a.flag("--extra")) {
            System.out.println("\nEXTRA public classes of ours in the packages listed, unknown to the reference:");
            for (String n : mine) if (n.startsWith(ROOT) && api.list.pkgs.containsKey(pkg(n)) && !ref.own.contains(n) && our.accessible(our.get(n))) System.out.println("EXTRA  " + dot(n));
        }
        double min = Double.parseDouble(a.get("--min", "100"));
        // 99.996 must not pass for 100
        boolean ok = min >= 100 ? all.clsOk == all.cls && all.memOk == all.mem : all.pct() >= min;
        return ok ? 0 : 1;
    }

    /** Is our body of this member no more than a throw of UnsupportedOperationException? */
    static boolean stub(World our, Cls o, Mem m) {
        World.Hit h = our.method(o.name, m.key(), null);
        if (h == null || !our.own.contains(h.in.name)) return false;
        if (h.in.stubs == null) {
            h.in.stubs = new HashSet<>();
            new ClassReader(our.bytes(h.in.name)).accept(new ClassVisitor(Opcodes.ASM9) {
                @Override public MethodVisitor visitMethod(int acc, String n, String d, String s, String[] ex) {
                    return new MethodVisitor(Opcodes.ASM9) {
                        int other, thrown;
                        @Override public void visitTypeInsn(int op, String t) { if (op == Opcodes.NEW && t.equals("java/lang/UnsupportedOperationException")) thrown++; else other++; }
                        @Override public void visitInsn(int op) { if (op != Opcodes.DUP && op != Opcodes.ATHROW) other++; }
                        @Override public void visitMethodInsn(int op, String ow, String mn, String md, boolean itf) { if (!mn.equals("<init>")) other++; }
                        @Override public void visitVarInsn(int op, int v) { if (!n.equals("<init>")) other++; }
                        @Override public void visitFieldInsn(int op, String ow, String fn, String fd) { other++; }
                        @Override public void visitJumpInsn(int op, Label l) { other++; }
                        @Override public void visitInvokeDynamicInsn(String in, String id, Handle b, Object... args) { other++; }
                        @Override public void visitEnd() { if (thrown == 1 && other == 0) h.in.stubs.add(n + d); }
                    };
                }
            }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return h.in.stubs.contains(m.key());
    }

    static String pct(double p) { String s = String.format("%.2f", Math.floor(p * 100) / 100); return s; }
    static void row(String n, Tally t) { System.out.printf("%-60s %6d/%-6d %7d/%-7d %7s%%%n", n, t.clsOk, t.cls, t.memOk, t.mem, pct(t.pct())); }

    static void classProblems(Api api, World ref, World our, Cls r, Cls o, boolean src, List<String> why) {
        if (!our.accessible(o)) { why.add("not public"); return; }
        if (r.is(Opcodes.ACC_PUBLIC) && !o.is(Opcodes.ACC_PUBLIC)) why.add("was public, is protected");
        if (!r.kind().equals(o.kind())) why.add("was " + r.kind() + ", is " + o.kind());
        if (!r.is(Opcodes.ACC_FINAL) && o.is(Opcodes.ACC_FINAL) && !r.is(Opcodes.ACC_ENUM)) why.add("is final");
        if (!r.is(Opcodes.ACC_ABSTRACT) && o.is(Opcodes.ACC_ABSTRACT) && !r.is(Opcodes.ACC_ENUM)) why.add("is abstract");
        if (r.outer != null && r.is(Opcodes.ACC_STATIC) != o.is(Opcodes.ACC_STATIC)) why.add(r.is(Opcodes.ACC_STATIC) ? "was a static nested class" : "was an inner class");
        Set<String> up = our.closure(o.name, null);
        for (String s : api.promisedSupers(r)) if (!up.contains(s)) why.add("is no " + dot(s));
        if (!r.is(Opcodes.ACC_FINAL)) {
            // a concrete subclass of a user's, complete for the reference, must be complete for us
            Set<String> refAll = new HashSet<>();
            for (String s : ref.closure(r.name, null)) { Cls c = ref.get(s); if (c != null) refAll.addAll(c.methods.keySet()); }
            for (String s : up) {
                Cls c = our.get(s);
                if (c == null || !s.startsWith(ROOT)) continue;
                for (Mem m : c.methods.values())
                    if (m.is(Opcodes.ACC_ABSTRACT) && !refAll.contains(m.key()) && !our.implemented(o.name, m.key())) why.add("has a further abstract method " + show(m) + (s.equals(o.name) ? "" : " from " + dot(s)));
            }
        }
        if (r.kind().equals("annotation") && !r.annMeta.equals(o.annMeta)) why.add("retention or target: was " + r.annMeta.values() + ", is " + o.annMeta.values());
        if (!src) return;
        String rs = normClass(ref, r), os = normClass(our, o);
        if (!formalPart(rs).equals(formalPart(os))) why.add("type parameters: was " + formalPart(rs) + ", is " + formalPart(os));
        Map<String, String> op = paramSupers(os);
        Set<String> direct = new HashSet<>(o.supers());
        for (Map.Entry<String, String> e : paramSupers(rs).entrySet()) {
            boolean promised = !e.getKey().startsWith(ROOT) || api.list.anywhere(e.getKey());
            if (promised && direct.contains(e.getKey()) && !e.getValue().equals(op.get(e.getKey()))) why.add("generic supertype: was " + e.getValue() + ", is " + op.getOrDefault(e.getKey(), "raw"));
        }
    }

    static final int VIS = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    static void memberProblems(World ref, World our, Cls r, Cls o, Mem m, boolean method, boolean src, List<String> w, List<String> notes) {
        World.Hit h = method ? our.method(o.name, m.key(), null) : our.field(o.name, m.name + ":" + m.desc, null);
        if (h == null) {
            Optional<Mem> near = (method ? o.methods : o.fields).values().stream().filter(x -> x.name.equals(m.name) && !x.is(Opcodes.ACC_SYNTHETIC)
                && (!method || x.desc.substring(0, x.desc.indexOf(')')).equals(m.desc.substring(0, m.desc.indexOf(')'))))).findFirst();
            w.add("missing" + (near.isPresent() ? " (ours: " + show(near.get()) + ")" : ""));
            return;
        }
        Mem x = h.m;
        if (!x.is(VIS) || m.is(Opcodes.ACC_PUBLIC) && !x.is(Opcodes.ACC_PUBLIC)) { w.add("less accessible"); return; }
        if (m.is(Opcodes.ACC_STATIC) != x.is(Opcodes.ACC_STATIC)) w.add(m.is(Opcodes.ACC_STATIC) ? "was static" : "is static");
        boolean open = !r.is(Opcodes.ACC_FINAL) && !r.is(Opcodes.ACC_ENUM);
        if (!m.is(Opcodes.ACC_FINAL) && x.is(Opcodes.ACC_FINAL) && (!method || open && !m.is(Opcodes.ACC_STATIC))) w.add("is final");
        if (method) {
            if (!m.is(Opcodes.ACC_ABSTRACT) && x.is(Opcodes.ACC_ABSTRACT) && !m.is(Opcodes.ACC_STATIC)) w.add("is abstract");
            if (m.annDefault && !x.annDefault) w.add("lost its default value");
            if (r.is(Opcodes.ACC_ANNOTATION) && !m.annDefault && x.annDefault) notes.add("NOTE   " + dot(r.name) + "." + show(m) + " got a default value");
            if (h.in.name.equals("java/lang/Object")) notes.add("NOTE   " + dot(r.name) + "." + show(m) + " only inherited from Object");
        } else if (m.constant != null && !m.constant.equals(x.constant)) {
            w.add("constant: was " + lit(m.constant) + ", is " + (x.constant == null ? "no constant" : lit(x.constant)));
        }
        if (!src) return;
        if (method) {
            if (m.is(Opcodes.ACC_PROTECTED) && x.is(Opcodes.ACC_PUBLIC) && open && !m.is(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL) && !m.name.equals("<init>")) w.add("was protected, is public: a user's protected override no longer compiles");
            if (m.is(Opcodes.ACC_VARARGS) && !x.is(Opcodes.ACC_VARARGS)) w.add("was varargs");
            Set<String> rt = checked(ref, m.throwsList), ot = checked(our, x.throwsList);
            if (!rt.equals(ot)) w.add("throws: was " + rt + ", is " + ot);
        }
        // an inherited one is written in another class's type variables
        if (h.in != o || x.is(Opcodes.ACC_SYNTHETIC) || (method ? r.methods : r.fields).get(method ? m.key() : m.name + ":" + m.desc) != m) return;
        String rs = normMember(ref, r, m), os = normMember(our, o, x);
        if (m.name.equals("<init>") && (m.sig == null) != (x.sig == null) && r.outer != null && !r.is(Opcodes.ACC_STATIC)) return; // hidden outer parameter
        if (!rs.equals(os)) w.add("generic type: was " + rs + ", is " + os);
    }

    static String lit(Object o) { return o instanceof String ? "\"" + o + "\"" : String.valueOf(o); }

    /** Checked exceptions by name; one whose class is nowhere to be read counts as checked. */
    static Set<String> checked(World w, List<String> l) {
        Set<String> s = new TreeSet<>();
        for (String e : l) { Set<String> up = w.closure(e, null); if (!up.contains("java/lang/RuntimeException") && !up.contains("java/lang/Error")) s.add(dot(e)); }
        return s;
    }

    // ------------------------------------------------------------------ audit: the list against the reference alone
    static int audit(Args a) throws IOException {
        World ref = new World().add(a.list("--ref"));
        Api every = new Api(ref, null), api = new Api(ref, new ApiList(a.one("--api"), Set.of()));
        String only = a.get("--only", "");
        Map<String, int[]> per = new TreeMap<>(); Map<String, TreeSet<String>> leaks = new TreeMap<>(), foreign = new TreeMap<>();
        for (String n : ref.own) {
            if (!n.startsWith(ROOT) || n.startsWith(ROOT + "shade/")) continue;
            Cls c = ref.get(n);
            if (!ref.accessible(c)) continue;
            boolean in = api.list.anywhere(n);
            if (n.startsWith(ROOT + "thrift/") && !in && !a.flag("--thrift")) continue;
            int[] t = per.computeIfAbsent(pkg(n), k -> new int[7]);
            t[c.outer == null ? 0 : 1]++;
            int decl = 0;
            for (Map<String, Mem> ms : List.of(c.methods, c.fields)) for (Mem m : ms.values()) if (every.visible(c, m)) decl++;
            t[2] += decl;
            if (!in) continue;
            t[3]++;
            List<Mem> ms = new ArrayList<>(api.members(c, false).keySet());
            ms.addAll(api.members(c, true).keySet());
            t[4] += ms.size();
            Map<String, String> uses = new LinkedHashMap<>();
            for (Mem m : ms) { types(m.desc, s -> uses.putIfAbsent(s, show(m))); m.throwsList.forEach(s -> uses.putIfAbsent(s, show(m) + " throws")); if (m.sig != null) sigTypes(m.sig, s -> uses.putIfAbsent(s, show(m))); }
            for (String s : api.promisedSupers(c)) uses.putIfAbsent(s, "supertype");
            for (String s : c.supers()) if (s.startsWith(ROOT)) uses.putIfAbsent(s, "supertype");
            for (Map.Entry<String, String> e : uses.entrySet()) {
                String s = e.getKey();
                if (s.startsWith("java/")) continue;
                if (!s.startsWith(ROOT) || s.startsWith(ROOT + "shade/") || s.startsWith(ROOT + "thrift/")) foreign.computeIfAbsent(dot(s), k -> new TreeSet<>()).add(dot(n) + " " + e.getValue());
                if (s.startsWith(ROOT) && !s.startsWith(ROOT + "shade/") && (ref.get(s) == null || !ref.accessible(ref.get(s)) || !api.list.anywhere(s))) leaks.computeIfAbsent(dot(s), k -> new TreeSet<>()).add(dot(n) + " " + e.getValue());
            }
        }
        int[] sum = new int[7];
        System.out.printf("%-64s %6s %6s %8s | %6s %8s%n", "package", "top", "nested", "members", "listed", "members");
        for (Map.Entry<String, int[]> e : per.entrySet()) {
            int[] t = e.getValue();
            for (int i = 0; i < 7; i++) sum[i] += t[i];
            System.out.printf("%-64s %6d %6d %8d | %6d %8d%n", e.getKey(), t[0], t[1], t[2], t[3], t[4]);
        }
        System.out.printf("%-64s %6d %6d %8d | %6d %8d%n", "TOTAL", sum[0], sum[1], sum[2], sum[3], sum[4]);
        Set<String> idle = new TreeSet<>(api.list.pkgs.keySet());
        idle.removeAll(per.keySet());
        for (String d : api.list.classes.keySet()) if (!ref.accessible(ref.get(d.replace('.', '/')))) idle.add(d);
        if (!idle.isEmpty()) System.out.println("\nLINES OF THE LIST THAT MATCH NOTHING: " + idle);
        int show = Integer.parseInt(a.get("--show", "2"));
        System.out.println("\nTypes of the reference in listed signatures, not themselves listed (" + leaks.size() + "):");
        leaks.forEach((k, v) -> System.out.println("  " + k + "  <- " + v.size() + ": " + v.stream().limit(show).collect(Collectors.joining("; "))));
        System.out.println("\nTypes from elsewhere in listed signatures (" + foreign.size() + "):");
        foreign.forEach((k, v) -> System.out.println("  " + k + "  <- " + v.size() + ": " + v.stream().limit(show).collect(Collectors.joining("; "))));
        return 0;
    }

    static void types(String desc, Consumer<String> to) {
        if (desc.startsWith("(")) { for (Type t : Type.getArgumentTypes(desc)) type(t, to); type(Type.getReturnType(desc), to); }
        else type(Type.getType(desc), to);
    }
    static void type(Type t, Consumer<String> to) {
        if (t.getSort() == Type.METHOD) { types(t.getDescriptor(), to); return; }
        while (t.getSort() == Type.ARRAY) t = t.getElementType();
        if (t.getSort() == Type.OBJECT) to.accept(t.getInternalName());
    }
    static void sigTypes(String sig, Consumer<String> to) {
        SignatureVisitor v = new SignatureVisitor(Opcodes.ASM9) {
            final Deque<String> st = new ArrayDeque<>();
            @Override public void visitClassType(String n) { to.accept(n); st.push(n); }
            @Override public void visitInnerClassType(String n) { String full = st.pop() + "$" + n; to.accept(full); st.push(full); }
            @Override public void visitEnd() { st.poll(); }
        };
        SignatureReader r = new SignatureReader(sig);
        if (sig.charAt(0) == '(' || sig.charAt(0) == '<' || sig.indexOf(';') < sig.length() - 1 && !sig.contains("<")) r.accept(v);
        else try { r.acceptType(v); } catch (RuntimeException e) { r.accept(v); }
    }

    // ------------------------------------------------------------------ references of a third party's classes
    /** One reference: kind, owner, name, desc, and how it is used. */
    static final class Ref implements Comparable<Ref> {
        final char kind; final String owner, name, desc; final boolean stat, itf;
        Ref(char kind, String owner, String name, String desc, boolean stat, boolean itf) { this.kind = kind; this.owner = owner; this.name = name; this.desc = desc; this.stat = stat; this.itf = itf; }
        String show() {
            String o = dot(owner);
            switch (kind) {
                case 'C': return "class  " + o;
                case 'F': return "field  " + o + "." + StormApi.show(new Mem(0, name, desc, null, List.of(), null)) + (stat ? " static" : "");
                case 'O': return "calls  " + o + "." + StormApi.show(new Mem(0, name, desc, null, List.of(), null)) + " (overridden)";
                case 'A': return "abstr  " + o + "." + StormApi.show(new Mem(0, name, desc, null, List.of(), null)) + " (no body)";
                case 'S': return "super  " + o + (itf ? " as an interface" : " as a class");
                default: return "method " + o + "." + StormApi.show(new Mem(0, name, desc, null, List.of(), null)) + (stat ? " static" : itf ? " interface" : "");
            }
        }
        String id() { return kind + " " + owner + " " + name + " " + desc + " " + stat + " " + itf; }
        @Override public int compareTo(Ref r) { return (owner + " " + id()).compareTo(r.owner + " " + r.id()); }
        @Override public boolean equals(Object o) { return o instanceof Ref && id().equals(((Ref) o).id()); }
        @Override public int hashCode() { return id().hashCode(); }
    }

    static void collect(byte[] b, BiConsumer<Ref, String> sink) {
        ClassReader cr = new ClassReader(b);
        String self = cr.getClassName();
        Consumer<String> cls = n -> { while (n.startsWith("[")) { if (!n.endsWith(";")) return; n = n.substring(n.indexOf('L') + 1, n.length() - 1); } sink.accept(new Ref('C', n, "", "", false, false), self); };
        Consumer<String> desc = d -> types(d, cls);
        Consumer<Handle> hnd = h -> {
            if (h.getTag() <= Opcodes.H_PUTSTATIC) sink.accept(new Ref('F', h.getOwner(), h.getName(), h.getDesc(), h.getTag() == Opcodes.H_GETSTATIC || h.getTag() == Opcodes.H_PUTSTATIC, false), self);
            else sink.accept(new Ref('M', h.getOwner(), h.getName(), h.getDesc(), h.getTag() == Opcodes.H_INVOKESTATIC, h.isInterface()), self);
            desc.accept(h.getDesc());
        };
        AnnotationVisitor ann = new AnnotationVisitor(Opcodes.ASM9) {
            @Override public void visit(String n, Object v) { if (v instanceof Type) type((Type) v, cls); }
            @Override public void visitEnum(String n, String d, String v) { desc.accept(d); sink.accept(new Ref('F', Type.getType(d).getInternalName(), v, d, true, false), self); }
            @Override public AnnotationVisitor visitAnnotation(String n, String d) { desc.accept(d); return this; }
            @Override public AnnotationVisitor visitArray(String n) { return this; }
        };
        // every Class entry of the constant pool, and every descriptor that goes with a member reference
        char[] buf = new char[cr.getMaxStringLength()];
        for (int i = 1; i < cr.getItemCount(); i++) {
            int off = cr.getItem(i);
            if (off == 0) continue;
            int tag = b[off - 1];
            if (tag == 7) cls.accept(cr.readUTF8(off, buf));
            else if (tag == 16) desc.accept(cr.readUTF8(off, buf));
            else if (tag == 12) desc.accept(cr.readUTF8(off + 2, buf));
        }
        cr.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override public void visit(int v, int acc, String n, String sig, String sup, String[] ifs) {
                if (sup != null) sink.accept(new Ref('S', sup, "", "", false, false), self);
                if (ifs != null) for (String s : ifs) sink.accept(new Ref('S', s, "", "", false, true), self);
            }
            @Override public AnnotationVisitor visitAnnotation(String d, boolean vis) { desc.accept(d); return ann; }
            @Override public FieldVisitor visitField(int acc, String n, String d, String s, Object val) {
                desc.accept(d);
                return new FieldVisitor(Opcodes.ASM9) { @Override public AnnotationVisitor visitAnnotation(String d2, boolean vis) { desc.accept(d2); return ann; } };
            }
            @Override public MethodVisitor visitMethod(int acc, String n, String d, String s, String[] ex) {
                desc.accept(d);
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override public AnnotationVisitor visitAnnotation(String d2, boolean vis) { desc.accept(d2); return ann; }
                    @Override public AnnotationVisitor visitParameterAnnotation(int p, String d2, boolean vis) { desc.accept(d2); return ann; }
                    @Override public void visitFieldInsn(int op, String o, String fn, String fd) { sink.accept(new Ref('F', o, fn, fd, op == Opcodes.GETSTATIC || op == Opcodes.PUTSTATIC, false), self); }
                    @Override public void visitMethodInsn(int op, String o, String mn, String md, boolean itf) { sink.accept(new Ref('M', o, mn, md, op == Opcodes.INVOKESTATIC, itf), self); }
                    @Override public void visitInvokeDynamicInsn(String in, String id, Handle bsm, Object... args) {
                        desc.accept(id);
                        for (Object x : args) { if (x instanceof Handle) hnd.accept((Handle) x); else if (x instanceof Type) type((Type) x, cls); }
                    }
                    @Override public void visitLdcInsn(Object v) { if (v instanceof Handle) hnd.accept((Handle) v); else if (v instanceof Type) type((Type) v, cls); }
                };
            }
        }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    static List<String> scanned(World third, Args a) {
        List<String> pre = a.list("--prefix").stream().flatMap(s -> Arrays.stream(s.split(","))).map(s -> s.replace('.', '/')).collect(Collectors.toList());
        return third.own.stream().filter(n -> pre.isEmpty() || pre.stream().anyMatch(n::startsWith)).collect(Collectors.toList());
    }

    /** The references that lead into ROOT, whether the third party names such a class or inherits from one. */
    static Map<Ref, TreeSet<String>> gather(World third, List<String> scan) {
        Map<Ref, TreeSet<String>> all = new TreeMap<>();
        for (String n : scan) collect(third.bytes(n), (r, from) -> all.computeIfAbsent(r, k -> new TreeSet<>()).add(from));
        return all;
    }

    static boolean foreignStorm(World third, String n) { return n.startsWith(ROOT) && !third.own.contains(n); }

    /** One side a third party's classes are put against: ours, or the reference itself. */
    static final class Side {
        final World own, all, third, extra;
        Side(Args a, List<String> jars) throws IOException {
            own = new World().add(jars);
            third = new World().add(a.list("--third"));
            extra = new World().add(a.list("--cp"));
            all = new World().add(jars).add(a.list("--third")).add(a.list("--cp"));
        }
    }

    /** Why a reference does not resolve, or null. */
    static String judge(Side s, Ref r, Set<String> from) {
        World all = s.all;
        if (foreignStorm(s.third, r.owner) && !s.own.own.contains(r.owner)) return "class missing";
        Cls oc = all.get(r.owner);
        if (r.kind == 'C') return usable(all, r.owner, from) ? null : "class not accessible";
        if (r.kind == 'S') return oc.itf() != r.itf ? oc.itf() ? "is an interface" : "is no interface" : oc.is(Opcodes.ACC_FINAL) ? "is final" : null;
        Set<String> unknown = new TreeSet<>();
        World.Hit h = r.kind == 'F' ? all.field(r.owner, r.name + ":" + r.desc, unknown) : all.method(r.owner, r.name + r.desc, unknown);
        if (h == null) return "missing" + (unknown.isEmpty() ? "" : " (or in " + unknown.stream().map(StormApi::dot).collect(Collectors.joining(", ")) + ", which is on no path)");
        if (h.m.is(Opcodes.ACC_STATIC) != r.stat) return h.m.is(Opcodes.ACC_STATIC) ? "is static" : "is not static";
        if (r.kind == 'M' && oc != null && oc.itf() != r.itf) return oc.itf() ? "its class became an interface" : "its class is no longer an interface";
        for (String u : from) if (!reach(all, h, u)) return "not accessible from " + dot(u);
        return null;
    }

    static int link(Args a) throws IOException {
        if (a.rest.isEmpty() || a.list("--third").isEmpty()) throw new IOException("name --third JAR and at least one jar or class directory of ours");
        Side our = new Side(a, a.rest), ref = a.list("--ref").isEmpty() ? null : new Side(a, a.list("--ref"));
        World third = our.third, extra = our.extra;
        List<String> scan = scanned(third, a);
        if (scan.isEmpty()) { System.err.println("link-check: no class to check"); return 2; }
        Map<Ref, TreeSet<String>> refs = gather(third, scan), users = new HashMap<>(refs);
        Map<Ref, String> seen = new TreeMap<>(); // reference to why not, "" where it resolves
        Set<Ref> hopeless = new HashSet<>();     // Storm itself does not resolve it either
        for (Map.Entry<Ref, TreeSet<String>> e : refs.entrySet()) {
            Ref r = e.getKey();
            boolean direct = foreignStorm(third, r.owner) && !extra.own.contains(r.owner);
            if (!direct && !inherits(our.all, third, extra, r) && (ref == null || !inherits(ref.all, third, extra, r))) continue;
            String why = judge(our, r, e.getValue());
            seen.put(r, why == null ? "" : why);
            if (ref != null && why != null && judge(ref, r, e.getValue()) != null) hopeless.add(r);
        }
        // callbacks: what the third party overrides of the reference must be there to be called, and nothing more be asked of it
        for (String cn : scan) {
            Cls c = third.get(cn);
            if (ref != null) for (Mem m : c.methods.values()) {
                if (m.is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE) || m.name.startsWith("<")) continue;
                String declared = overrides(ref.all, third, extra, c, m);
                if (declared == null) continue;
                Ref r = new Ref('O', declared, m.name, m.desc, false, false);
                users.computeIfAbsent(r, k -> new TreeSet<>()).add(cn);
                String o = overrides(our.all, third, extra, c, m);
                World.Hit h = o == null ? null : our.all.method(o, m.key(), null);
                String why = o == null ? "nothing of ours is overridden: it would never be called" : h != null && h.m.is(Opcodes.ACC_FINAL) ? "is final" : "";
                seen.merge(r, why, (x, y) -> x.isEmpty() ? y : x);
            }
            if (c.is(Opcodes.ACC_ABSTRACT) || c.itf()) continue;
            for (String s : our.all.closure(cn, null)) {
                if (third.own.contains(s) || !our.own.own.contains(s)) continue;
                for (Mem m : our.all.get(s).methods.values()) if (m.is(Opcodes.ACC_ABSTRACT) && !our.all.implemented(cn, m.key())) {
                    Ref r = new Ref('A', s, m.name, m.desc, false, false);
                    users.computeIfAbsent(r, k -> new TreeSet<>()).add(cn);
                    seen.put(r, "abstract with us, and the third party's class has no body for it");
                    Cls rs = ref == null ? null : ref.all.get(s);
                    if (rs != null && rs.methods.containsKey(m.key()) && !ref.all.implemented(cn, m.key())) hopeless.add(r);
                }
            }
        }
        Map<Character, int[]> kinds = new TreeMap<>();
        int[] n = new int[2];
        for (Map.Entry<Ref, String> e : seen.entrySet()) {
            int[] k = kinds.computeIfAbsent(e.getKey().kind, x -> new int[2]);
            n[0]++; k[0]++;
            if (e.getValue().isEmpty()) { n[1]++; k[1]++; }
        }
        System.out.println("scanned " + scan.size() + " classes");
        Map<Character, String> names = Map.of('C', "classes", 'S', "supertypes", 'F', "fields", 'M', "methods", 'O', "callbacks", 'A', "bodies asked for");
        kinds.forEach((k, v) -> System.out.printf("%-32s %6d/%-6d %7s%%%n", names.get(k), v[1], v[0], pct(100.0 * v[1] / v[0])));
        int can = n[0] - hopeless.size();
        double p = can == 0 ? 100 : 100.0 * n[1] / can;
        System.out.printf("%-32s %6d/%-6d %7s%%%n", "all", n[1], n[0], pct(n[0] == 0 ? 100 : 100.0 * n[1] / n[0]));
        System.out.printf("%-32s %6d/%-6d %7s%%%n", ref == null ? "TOTAL" : "TOTAL of what Storm resolves", n[1], can, pct(p));
        boolean perfect = n[1] == can;
        if (n[1] < n[0]) {
            System.out.println("\nUNRESOLVED (" + (n[0] - n[1]) + (hopeless.isEmpty() ? "" : ", of which Storm itself lacks " + hopeless.size() + ", marked ~") + "):");
            seen.forEach((r, w) -> { if (!w.isEmpty()) System.out.println((hopeless.contains(r) ? "~ " : "  ") + r.show() + "  -- " + w + "  [" + users.get(r).stream().limit(2).map(StormApi::dot).collect(Collectors.joining(", ")) + (users.get(r).size() > 2 ? ", +" + (users.get(r).size() - 2) : "") + "]"); });
        }
        if (n[0] == 0) { System.err.println("link-check: these classes refer to nothing under org.apache.storm outside their own jar"); return 2; }
        double min = Double.parseDouble(a.get("--min", "100"));
        return (min >= 100 ? perfect : p >= min) ? 0 : 1;
    }

    /** A member named through a class of the third party's own, but found (or to be found) in a class of ours. */
    static boolean inherits(World all, World third, World extra, Ref r) {
        if (r.kind != 'F' && r.kind != 'M' || !third.own.contains(r.owner) || r.name.equals("<init>")) return false;
        World.Hit h = r.kind == 'F' ? all.field(r.owner, r.name + ":" + r.desc, null) : all.method(r.owner, r.name + r.desc, null);
        if (h != null) return foreignStorm(third, h.in.name) && !extra.own.contains(h.in.name);
        return all.closure(r.owner, null).stream().anyMatch(s -> foreignStorm(third, s));
    }

    static boolean usable(World all, String n, Collection<String> from) {
        Cls c = all.get(n);
        // at run time only the class's own flag counts: protected nested ones are public, private ones package-private
        if (c.is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) return true;
        return from.stream().allMatch(u -> pkg(u).equals(pkg(n)));
    }

    static boolean reach(World all, World.Hit h, String from) {
        if (h.m.is(Opcodes.ACC_PUBLIC)) return true;
        if (h.m.is(Opcodes.ACC_PRIVATE)) return false;
        if (pkg(h.in.name).equals(pkg(from))) return true;
        if (!h.m.is(Opcodes.ACC_PROTECTED)) return false;
        for (String s = from; s != null; ) { // an inner class or a lambda's class has its outer class's rights through accessors
            if (all.subclassOf(s, h.in.name)) return true;
            int i = s.lastIndexOf('$');
            s = i < 0 ? null : s.substring(0, i);
        }
        return h.in.name.equals("java/lang/Object");
    }

    /** The first class under ROOT, not the third party's, that declares what this method overrides or implements. */
    static String overrides(World w, World third, World extra, Cls c, Mem m) {
        for (String s : w.closure(c.name, null)) {
            if (s.equals(c.name) || !foreignStorm(third, s) || extra.own.contains(s)) continue;
            Cls k = w.get(s);
            Mem x = k == null ? null : k.methods.get(m.key());
            if (x == null || x.is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) continue;
            if (!x.is(VIS) && !pkg(s).equals(pkg(c.name))) continue;
            return s;
        }
        return null;
    }

    /** What third parties use of ROOT: classes and members, by package. */
    static int refs(Args a) throws IOException {
        World third = new World().add(a.list("--third")), ref = new World().add(a.list("--ref"));
        World all = new World().add(a.list("--ref")).add(a.list("--third")).add(a.list("--cp"));
        World extra = new World().add(a.list("--cp"));
        Api api = a.get("--api", null) == null ? null : new Api(ref, new ApiList(a.one("--api"), Set.of()));
        Map<Ref, TreeSet<String>> refs = gather(third, scanned(third, a));
        for (Map.Entry<Ref, TreeSet<String>> e : refs.entrySet()) {
            Ref r = e.getKey();
            String owner = r.owner, st = "ok";
            boolean direct = foreignStorm(third, owner) && !extra.own.contains(owner);
            if (!direct && !inherits(all, third, extra, r)) continue;
            if (r.kind == 'C' || r.kind == 'S') { if (!ref.own.contains(owner)) st = "gone"; }
            else {
                World.Hit h = r.kind == 'F' ? all.field(owner, r.name + ":" + r.desc, null) : all.method(owner, r.name + r.desc, null);
                if (h == null) st = "gone";
                else if (ref.own.contains(h.in.name)) {
                    // listed where its declaring class is, or where some class the third party reaches it through inherits it
                    if (api != null && !listed(api, third, all, r, h)) st = "unlisted";
                    owner = h.in.name;
                }
            }
            if (api != null && st.equals("ok") && (r.kind == 'C' || r.kind == 'S') && !api.list.anywhere(owner)) st = "unlisted";
            System.out.println(st + "\t" + r.kind + "\t" + dot(owner) + "\t" + r.name + "\t" + r.desc + "\t" + e.getValue().size());
        }
        for (String cn : scanned(third, a)) {
            Cls c = third.get(cn);
            for (Mem m : c.methods.values()) {
                if (m.is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE) || m.name.startsWith("<")) continue;
                String d = overrides(all, third, extra, c, m);
                if (d != null) System.out.println("ok\tO\t" + dot(d) + "\t" + m.name + "\t" + m.desc + "\t1");
            }
        }
        return 0;
    }

    static boolean listed(Api api, World third, World all, Ref r, World.Hit h) {
        for (String s : all.closure(r.owner, null)) {
            Cls c = third.own.contains(s) || !s.startsWith(ROOT) || !api.list.anywhere(s) ? null : api.ref.get(s);
            if (c == null) continue;
            for (Mem m : api.members(c, r.kind != 'F').keySet()) if (m.key().equals(h.m.key())) return true;
        }
        return false;
    }

    // ------------------------------------------------------------------ arguments
    static final class Args {
        final Map<String, List<String>> opt = new HashMap<>(); final List<String> rest = new ArrayList<>();
        static final Set<String> FLAGS = Set.of("--missing", "--notes", "--extra", "--thrift");
        static final Set<String> OPTS = Set.of("--ref", "--cp", "--api", "--section", "--level", "--min", "--third", "--prefix", "--only", "--show");
        static final Set<String> PATHS = Set.of("--ref", "--cp", "--third");
        Args(String[] v, int from) throws IOException {
            for (int i = from; i < v.length; i++) {
                if (FLAGS.contains(v[i])) opt.put(v[i], List.of());
                else if (OPTS.contains(v[i])) { if (i + 1 == v.length) throw new IOException(v[i] + " wants a value"); String k = v[i++]; opt.computeIfAbsent(k, x -> new ArrayList<>()).addAll(PATHS.contains(k) ? split(v[i]) : List.of(v[i])); }
                else if (v[i].startsWith("--")) throw new IOException("unknown option " + v[i]);
                else rest.addAll(split(v[i]));
            }
        }
        static List<String> split(String s) { return Arrays.stream(s.split(File.pathSeparator)).filter(x -> !x.isEmpty()).collect(Collectors.toList()); }
        boolean flag(String k) { return opt.containsKey(k); }
        List<String> list(String k) { return opt.getOrDefault(k, List.of()); }
        String get(String k, String d) { List<String> l = list(k); return l.isEmpty() ? d : l.get(l.size() - 1); }
        String one(String k) throws IOException { String s = get(k, null); if (s == null) throw new IOException(k + " is needed"); return s; }
    }

    public static void main(String[] v) {
        int rc;
        try {
            Args a = new Args(v, 1);
            switch (v.length == 0 ? "" : v[0]) {
                case "compat": rc = compat(a); break;
                case "audit": rc = audit(a); break;
                case "link": rc = link(a); break;
                case "refs": rc = refs(a); break;
                default: throw new IOException("compat, audit, link or refs");
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("storm-api: " + e.getMessage());
            rc = 2;
        }
        System.out.flush();
        System.exit(rc);
    }
}
