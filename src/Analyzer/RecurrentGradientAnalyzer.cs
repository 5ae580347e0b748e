using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnLint.Configuration;

namespace RnnLint.Analyzer;

/// <summary>Reports what <see cref="CellAnalysis"/> has to say about each type, as the compiler comes to it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RecurrentGradientAnalyzer : DiagnosticAnalyzer
{
    private readonly Func<Compilation, AnalysisSettings, CellReader> _open;

    public RecurrentGradientAnalyzer() : this((compilation, settings) => new CellAnalysis(compilation, settings).Analyze)
    {
    }

    internal RecurrentGradientAnalyzer(Func<Compilation, CellReader> open) : this((compilation, _) => open(compilation))
    {
    }

    private RecurrentGradientAnalyzer(Func<Compilation, AnalysisSettings, CellReader> open) => _open = open;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var settings = new AnalysisSettings(start.Options.AnalyzerConfigOptionsProvider);
            var cells = new Lazy<CellReader>(() => _open(start.Compilation, settings), LazyThreadSafetyMode.ExecutionAndPublication);
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, cells), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportSettings(end, settings));
        });
    }

    /// <summary>An analyzer reads no files: it can tell the place of a setting only where its file is among the compiler's additional ones.</summary>
    private static void ReportSettings(CompilationAnalysisContext context, AnalysisSettings settings)
    {
        var problems = settings.Problems(context.Compilation.SyntaxTrees);
        var files = problems.IsEmpty ? Array.Empty<ConfigFile>()
            : context.Options.AdditionalFiles.Select(file => file.GetText(context.CancellationToken) is { } text ? new ConfigFile(file.Path, text) : null).OfType<ConfigFile>().ToArray();
        foreach (var problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(Rules.SettingNotUnderstood, ConfigFile.PlaceOf(problem, files)?.Place ?? Location.None, problem.Message));
    }

    /// <summary>An exception that left an analyzer would end the analysis of the whole compilation, so it becomes "not probed" here.</summary>
    private static void AnalyzeType(SymbolAnalysisContext context, Lazy<CellReader> cells)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        try
        {
            var stated = new HashSet<object>();
            foreach (var finding in cells.Value(type, context.CancellationToken).SelectMany(report => report.Findings))
                if (stated.Add(finding.Statement()) && finding.ToDiagnostic(context.Compilation) is { } diagnostic)
                    context.ReportDiagnostic(diagnostic);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
        {
            if (type.Locations.FirstOrDefault(location => location.IsInSource) is { } place)
                context.ReportDiagnostic(Diagnostic.Create(Rules.NotProbed, place, $"{type.Name} was not probed: internal error, {failure.GetType().Name}: {failure.Message}"));
        }
    }
}

/// <summary>The cells that start in members of a type.</summary>
internal delegate ImmutableArray<CellReport> CellReader(INamedTypeSymbol type, CancellationToken cancellation);
