using RnnLint.Derivation;
using RnnLint.Tracing;

namespace RnnLint.Explaining;

/// <summary>A step of a derivation without the code that it is about: it can be kept when the compilation is gone.</summary>
/// <param name="Places">Where in the code, each once.</param>
public sealed record ExplainedStep(StepKind Kind, string Title, IReadOnlyList<Block> Blocks, IReadOnlyList<StepPlace> Places)
{
    public static IReadOnlyList<ExplainedStep> Of(Explanation explanation) =>
        [.. explanation.Steps.Select(step => new ExplainedStep(step.Kind, step.Title, step.Blocks, [.. step.Sites.Select(PlaceOf).OfType<StepPlace>().Distinct()]))];

    private static StepPlace? PlaceOf(Site site) => Place.Of(site.Syntax.GetLocation()) is { } place
        ? new(place, site.Syntax.SyntaxTree.GetText().Lines.GetLineFromPosition(site.Syntax.SpanStart).ToString().Trim().Replace('\t', ' '))
        : null;
}

/// <param name="Line">The text of the line where it begins.</param>
public sealed record StepPlace(Place Place, string Line);
