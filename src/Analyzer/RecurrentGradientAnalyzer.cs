using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnLint.Analyzer;

/// <summary>Reports what <see cref="CellAnalysis"/> has to say about each type, as the compiler comes to it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RecurrentGradientAnalyzer : DiagnosticAnalyzer
{
    private readonly Func<Compilation, CellReader> _open;

    public RecurrentGradientAnalyzer() : this(compilation => new CellAnalysis(compilation).Analyze)
    {
    }

    internal RecurrentGradientAnalyzer(Func<Compilation, CellReader> open) => _open = open;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var cells = new Lazy<CellReader>(() => _open(start.Compilation), LazyThreadSafetyMode.ExecutionAndPublication);
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, cells), SymbolKind.NamedType);
        });
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
