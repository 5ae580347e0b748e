using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Explaining;

namespace RnnLint.Cli.Checking;

/// <summary>What in the source suppresses a finding: a pragma or [SuppressMessage].</summary>
/// <param name="Place">Null where it is not known.</param>
/// <param name="Justification">The attribute's, or the comment behind the pragma; null where nobody gave one.</param>
internal sealed record Suppression(Place? Place, string? Justification)
{
    public static Suppression? Of(Diagnostic diagnostic, Compilation compilation) =>
        !diagnostic.IsSuppressed ? null
        : diagnostic.GetSuppressionInfo(compilation)?.Attribute is { } attribute ? Of(attribute)
        : Pragma(diagnostic) is { } pragma ? new(Place.Of(pragma.GetLocation()), Comment(pragma))
        : new(null, null);

    private static Suppression Of(AttributeData attribute) => new(
        attribute.ApplicationSyntaxReference is { } syntax ? Place.Of(syntax.SyntaxTree.GetLocation(syntax.Span)) : null,
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Justification").Value.Value as string is { Length: > 0 } text ? text : null);

    /// <summary>The last one before the finding that speaks of its rule.</summary>
    private static PragmaWarningDirectiveTriviaSyntax? Pragma(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.GetRoot()
        .DescendantNodes(descendIntoTrivia: true).OfType<PragmaWarningDirectiveTriviaSyntax>()
        .TakeWhile(pragma => pragma.SpanStart < diagnostic.Location.SourceSpan.Start)
        .LastOrDefault(pragma => pragma.IsActive && (pragma.ErrorCodes.Count == 0 || pragma.ErrorCodes.Any(code => code.ToString() == diagnostic.Id)));

    private static string? Comment(PragmaWarningDirectiveTriviaSyntax pragma) =>
        pragma.EndOfDirectiveToken.GetAllTrivia().Concat(pragma.DescendantTrivia()).FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)).ToString().TrimStart('/').Trim() is { Length: > 0 } text ? text : null;
}
