using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Probing;

namespace RnnLint.Analyzer;

/// <summary>The catalogue of rules: one descriptor a verdict, with a page of the same id under docs/rules.</summary>
public static class Rules
{
    /// <summary>Of our own, so that a severity for the whole category is one for these rules alone.</summary>
    private const string Category = "RnnLint";

    /// <summary>
    /// What is said of RnnLint's own work. Apart, because a severity for all findings is not meant for what was found right.
    /// </summary>
    private const string StatusCategory = "RnnLintStatus";

    private const string Pages = RepositoryAddress.Url + "/blob/main/docs/rules/";

    public static readonly DiagnosticDescriptor TransposedRecurrentMatrix = new(
        "RNN0001", "The recurrent matrix is transposed in the backward pass", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "For x_t = W·σ(x_{t-1}) + … the Jacobian ∂x_t/∂x_{t-1} is W·diag(σ'(x_{t-1})), so a cotangent goes back through Wᵀ. The code uses the transpose of what its own forward pass demands.",
        helpLinkUri: Pages + "RNN0001.md");

    public static readonly DiagnosticDescriptor WrongActivationDerivative = new(
        "RNN0002", "The activation derivative is missing or misplaced", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The factor σ'(x_{t-1}) of the hidden gradient is missing, on the wrong side of the matrix, taken at another step, or another function's.",
        helpLinkUri: Pages + "RNN0002.md");

    public static readonly DiagnosticDescriptor ReversedWeightGradient = new(
        "RNN0003", "The outer product of the recurrent weight gradient is reversed", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "∂L/∂W[j,k] is the cotangent of unit j times the state of unit k; the code accumulates the transpose of that.",
        helpLinkUri: Pages + "RNN0003.md");

    public static readonly DiagnosticDescriptor UnexplainedGradient = new(
        "RNN0004", "The hidden gradient does not match the forward pass", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The gradient that the code carries back through time is not the forward pass's, and no single cause explains the difference.",
        helpLinkUri: Pages + "RNN0004.md");

    public static readonly DiagnosticDescriptor HarmlessTranspose = new(
        "RNN0005", "The recurrent matrix is transposed, but harmlessly here", "{0}", Category, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "Only a norm of the transposed product is used, and a bound by ‖W‖ holds for it all the same, because ‖Wᵀ‖ = ‖W‖.",
        helpLinkUri: Pages + "RNN0005.md");

    public static readonly DiagnosticDescriptor TruncatedToOneStep = new(
        "RNN0006", "The gradient is truncated to one step", "{0}", Category, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "The gradient never goes back through the recurrent matrix, so nothing is learnt from earlier steps.",
        helpLinkUri: Pages + "RNN0006.md");

    public static readonly DiagnosticDescriptor NotProbed = new(
        "RNN0090", "A recurrent cell was recognised, but not probed", "{0}", StatusCategory, DiagnosticSeverity.Hidden, isEnabledByDefault: true,
        description: "The code could not be interpreted to its end, so nothing is said about its gradient. The message gives the cause.",
        helpLinkUri: Pages + "RNN0090.md");

    public static readonly DiagnosticDescriptor SettingNotUnderstood = new(
        "RNN0091", "A setting of RnnLint is not understood", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "An .editorconfig or .globalconfig file sets something under rnnlint. that is no setting, or has a value that the setting does not take. The default is used instead.",
        helpLinkUri: Pages + "RNN0091.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Verified = new(
        "RNN0099", "The hidden gradient is verified", "{0}", StatusCategory, DiagnosticSeverity.Hidden, isEnabledByDefault: true,
        description: "The gradient that the code carries back through time is the forward pass's at every draw.",
        helpLinkUri: Pages + "RNN0099.md");

    /// <summary>Every rule, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        TransposedRecurrentMatrix, WrongActivationDerivative, ReversedWeightGradient, UnexplainedGradient,
        HarmlessTranspose, TruncatedToOneStep, NotProbed, SettingNotUnderstood, Verified);

    /// <summary>The rule that a verdict is reported under.</summary>
    public static DiagnosticDescriptor For(Verdict verdict) => verdict switch
    {
        Verdict.TransposedRecurrentMatrix => TransposedRecurrentMatrix,
        Verdict.WrongActivationDerivative => WrongActivationDerivative,
        Verdict.ReversedWeightGradient => ReversedWeightGradient,
        Verdict.UnexplainedGradient => UnexplainedGradient,
        Verdict.HarmlessTranspose => HarmlessTranspose,
        Verdict.TruncatedToOneStep => TruncatedToOneStep,
        Verdict.NotProbed => NotProbed,
        Verdict.Verified => Verified,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
