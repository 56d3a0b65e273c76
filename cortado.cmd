@echo off
rem The command `cortado`: finds a JDK, builds Cortado when that is due, runs it.
rem
rem   CORTADO_JAVA_OPTS   more options for the JVM, for example -Xmx8g
rem   CORTADO_CLASSPATH   jars and folders of plug-ins, as on a class path
rem   JAVA_HOME           the JDK to prefer
setlocal EnableExtensions DisableDelayedExpansion

set "HERE=%~dp0"
if "%HERE:~-1%"=="\" set "HERE=%HERE:~0,-1%"
set "TARGET=%HERE%\cli\target\cortado"
set "LIB=%TARGET%\lib"
set "ND4J=%TARGET%\backends\nd4j"
set "CP=%LIB%\*"
set "STAMP=%TARGET%\built"
set "LOG=%TARGET%\build.log"
set "LOCK=%HERE%\cli\target\.cortado-lock"
set "JDK="
set "MAJOR="

rem ---------------------------------------------------------------- the JDK
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%J in ('where javac.exe 2^>nul') do if not defined JDK call :considerBin "%%~dpJ."
if not defined JDK for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks") do (
    if exist "%%~R" for /d %%D in ("%%~R\*") do if not defined JDK call :consider "%%~D"
)
if not defined JDK (
    echo cortado: no JDK 17 or newer was found in JAVA_HOME, PATH or the usual folders. 1>&2
    echo cortado: install one, for example with: winget install EclipseAdoptium.Temurin.17.JDK 1>&2
    echo cortado: and set JAVA_HOME to its folder if it is not found by itself. 1>&2
    exit /b 2
)
set "JAVA_HOME=%JDK%"
set "QUIET="
if %MAJOR% GEQ 24 set "QUIET=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

rem ---------------------------------------------------------------- the build
call :isDue
if not errorlevel 1 goto run
if not exist "%HERE%\cli\target" mkdir "%HERE%\cli\target"
set "WAITED=0"
:wait
mkdir "%LOCK%" 2>nul
if not errorlevel 1 goto locked
if %WAITED% EQU 1 echo cortado: waiting for another launch that is building 1>&2
if %WAITED% GEQ 900 (
    echo cortado: another launch has been building for 15 minutes; if there is none, delete %LOCK% 1>&2
    exit /b 1
)
ping -n 2 127.0.0.1 >nul
set /a WAITED+=1 >nul
goto wait

:locked
call :isDue
if not errorlevel 1 goto unlock
echo cortado: building, which takes a minute the first time (log: %LOG%) 1>&2
if exist "%TARGET%" rmdir /s /q "%TARGET%"
mkdir "%TARGET%" 2>nul
type nul > "%STAMP%.next"
pushd "%HERE%"
call mvnw.cmd -q -B -Dmaven.test.skip=true -Dmaven.source.skip=true -pl cli -am package > "%LOG%" 2>&1 < nul
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" (
    rmdir /s /q "%LOCK%"
    powershell -NoProfile -Command "Get-Content -Tail 30 -LiteralPath $env:LOG" 1>&2
    echo cortado: the build failed; the whole log is in %LOG% 1>&2
    exit /b 1
)
move /y "%STAMP%.next" "%STAMP%" >nul
:unlock
rmdir /s /q "%LOCK%"

rem ---------------------------------------------------------------- the program
:run
call :namedBackend %*
if not "%NAMED%"=="nd4j" goto start
if exist "%ND4J%" goto withNd4j
if not exist "%HERE%\backend-nd4j\pom.xml" (
    echo cortado: the backend nd4j is not here. Put its jars, dev.cortado:cortado-backend-nd4j and all that it needs, about 130 MB, into %ND4J% 1>&2
    exit /b 2
)
echo cortado: fetching and building the backend nd4j, about 130 MB, once (log: %TARGET%\backend-nd4j.log) 1>&2
if exist "%HERE%\backend-nd4j\target\lib" rmdir /s /q "%HERE%\backend-nd4j\target\lib"
pushd "%HERE%"
call mvnw.cmd -q -B -Dmaven.test.skip=true -Dmaven.source.skip=true -pl backend-nd4j -am package > "%TARGET%\backend-nd4j.log" 2>&1 < nul
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" (
    echo cortado: the backend nd4j could not be built; the whole log is in %TARGET%\backend-nd4j.log 1>&2
    exit /b 1
)
if exist "%ND4J%.next" rmdir /s /q "%ND4J%.next"
mkdir "%ND4J%.next"
rem Jars that the program has anyway stay out.
for %%F in ("%HERE%\backend-nd4j\target\lib\*.jar" "%HERE%\backend-nd4j\target\cortado-backend-nd4j-*.jar") do if not exist "%LIB%\%%~nxF" copy /y "%%~F" "%ND4J%.next" >nul
move /y "%ND4J%.next" "%ND4J%" >nul
:withNd4j
set "CP=%CP%;%ND4J%\*"

:start
if defined CORTADO_CLASSPATH set "CP=%CP%;%CORTADO_CLASSPATH%"
"%JDK%\bin\java.exe" %QUIET% --add-modules jdk.incubator.vector %CORTADO_JAVA_OPTS% -cp "%CP%" dev.cortado.cli.Main %*
exit /b %ERRORLEVEL%

rem Finds out which backend is named: by --backend, in 'compare', or by CORTADO_BACKEND.
:namedBackend
set "NAMED=%CORTADO_BACKEND%"
set "COMMAND=%~1"
:nextArgument
if "%~1"=="" exit /b 0
if "%~1"=="--backend" set "NAMED=%~2"
if "%COMMAND%"=="compare" if "%~1"=="nd4j" set "NAMED=nd4j"
shift
goto nextArgument

rem Takes the JDK in folder %1 if it is new enough.
:consider
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "FOUND="
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do if not defined FOUND set "FOUND=%%~V"
if not defined FOUND exit /b 0
for /f "tokens=1 delims=.+-" %%M in ("%FOUND%") do set "FOUND=%%M"
if %FOUND% LSS 17 exit /b 0
set "JDK=%~1"
set "MAJOR=%FOUND%"
exit /b 0

:considerBin
for %%B in ("%~1\..") do call :consider "%%~fB"
exit /b 0

rem Sets the error level to 1 if there is no distribution or a source is newer.
:isDue
if not exist "%STAMP%" exit /b 1
if not exist "%LIB%" exit /b 1
powershell -NoProfile -Command "$t = (Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $modules = Get-ChildItem -LiteralPath $env:HERE -Directory | Where-Object { $_.Name -notin 'examples', 'benchmarks', 'architecture-tests' }; $files = @(Get-Item -LiteralPath (Join-Path $env:HERE 'pom.xml')); foreach ($m in $modules) { foreach ($p in 'pom.xml', 'src\main') { $f = Join-Path $m.FullName $p; if (Test-Path -LiteralPath $f) { $files += Get-Item -LiteralPath $f; $files += Get-ChildItem -LiteralPath $f -Recurse } } }; if ($files | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 } else { exit 0 }"
exit /b %ERRORLEVEL%
