// What anything that analyses a solution has to do: loads it, and compiles each of its projects as far as errors are known.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

using var workspace = MSBuildWorkspace.Create();
var solution = await workspace.OpenSolutionAsync(args[0]);
var errors = 0;
foreach (var project in solution.Projects)
    if (await project.GetCompilationAsync() is { } compilation)
        errors += compilation.GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
Console.WriteLine($"{solution.ProjectIds.Count} projects, {errors} errors");
return errors == 0 ? 0 : 1;
