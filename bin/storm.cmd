@echo off
rem SPDX-FileCopyrightText: 2026 The Tempest authors
rem SPDX-License-Identifier: Apache-2.0
rem Finds Java and the folder it lies in, then runs tempest.cli.Main. In a source checkout it uses what Maven built.
setlocal
for %%I in ("%~dp0..") do set "HOME_DIR=%%~fI"
if not exist "%HOME_DIR%\pom.xml" goto found
if not exist "%HOME_DIR%\dist\target\unpacked" (
  echo storm: building, which takes a few minutes the first time >&2
  call mvn -q -B -f "%HOME_DIR%\pom.xml" -DskipTests -pl dist -am package || exit /b 1
)
for /d %%I in ("%HOME_DIR%\dist\target\unpacked\tempest-*") do set "HOME_DIR=%%~fI"
:found
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "CONF=%HOME_DIR%\conf"
if defined STORM_CONF_DIR set "CONF=%STORM_CONF_DIR%"
"%JAVA%" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "-Dstorm.home=%HOME_DIR%" -Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider -Dslf4j.internal.verbosity=WARN -cp "%HOME_DIR%\lib\*;%HOME_DIR%\lib-worker\*;%HOME_DIR%\lib-client\*;%CONF%" tempest.cli.Main %*
exit /b %ERRORLEVEL%
