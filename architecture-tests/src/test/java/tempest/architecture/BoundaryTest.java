// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract does not know the engine, daemons do not know each other, and packages have no cycles. */
class BoundaryTest {
    private static JavaClasses engine;
    private static JavaClasses contract;

    @BeforeAll
    static void readTheClasses() {
        ClassFileImporter importer = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
        engine = importer.withImportOption(l -> !l.contains("/tempest/architecture/")).importPackages("tempest");
        contract = importer.withImportOption(l -> l.contains("/api/target/") || l.contains("tempest-api-")).importPackages("org.apache.storm");
    }

    @Test
    void theContractDoesNotDependOnTheEngine() {
        noClasses().should().dependOnClassesThat().resideInAPackage("tempest..").check(contract);
    }

    @Test
    void operatorsKnowNeitherStormNorAClock() {
        classes().that().resideInAPackage("tempest.operators..").should().onlyDependOnClassesThat().resideInAnyPackage("java..", "tempest.operators..").check(engine);
        noClasses().that().resideInAPackage("tempest.operators..").should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime").check(engine);
    }

    @Test
    void additionsToTheContractDoNotDependOnTheEngine() {
        noClasses().that().resideInAPackage("tempest.api..").should().dependOnClassesThat(JavaClass.Predicates.resideInAPackage("tempest..")
            .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage("tempest.api..", "tempest.operators..")))).check(engine);
    }

    @Test
    void daemonsDoNotDependOnEachOther() {
        String[] daemons = {"nimbus", "supervisor", "worker", "drpc", "ui", "cli"};
        for (String one : daemons) {
            for (String other : daemons) {
                if (!one.equals(other)) {
                    noClasses().that().resideInAPackage("tempest." + one + "..")
                        .should().dependOnClassesThat().resideInAPackage("tempest." + other + "..")
                        .allowEmptyShould(true).check(engine);
                }
            }
        }
    }

    @Test
    void packagesOfTheEngineHaveNoCycles() {
        slices().matching("tempest.(**)").should().beFreeOfCycles().check(engine);
    }

    @Test
    void theEngineHasNoMutableStatics() {
        noFields().that().areStatic().and().areDeclaredInClassesThat().resideInAPackage("tempest..")
            .and().areDeclaredInClassesThat().resideOutsideOfPackage("tempest.rpc..")
            .should().notBeFinal().check(engine);
    }

    @Test
    void theEngineHasNoDrawersForOddsAndEnds() {
        noClasses().that().resideInAPackage("tempest..").should().haveNameMatching(".*\\.[A-Za-z]*(Utils|Helper|Manager)").check(engine);
        noClasses().should().resideInAPackage("tempest..common..").check(engine);
    }

    @Test
    void onlyTheWorkerSpeaksNettyAndTheDisruptor() {
        DescribedPredicate<JavaClass> hotPathLibraries = JavaClass.Predicates.resideInAnyPackage("io.netty..", "com.lmax..");
        noClasses().that().resideOutsideOfPackage("tempest.worker..").should().dependOnClassesThat(hotPathLibraries).check(engine);
    }
}
