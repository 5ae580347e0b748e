namespace RnnLint.Core.Tests.Models;

/// <summary>
/// What is compared: one expression, or statements with a return, a row. The parameters are those of <see cref="Snippet.Parameters"/>;
/// x and y lie in (−2, 2), p in (0, 1), i in 1..3. A new model needs one row that uses it.
/// </summary>
internal static partial class Rows
{
    public static IReadOnlyList<string> All { get; } = new[]
    {
        Mathematics, NumberMembers, Arrays, Spans, Lists, QueuesAndStacks, Dictionaries, Queries, Loops, Texts, Vectors, FixedVectors, Tensors, Others,
    }.SelectMany(rows => rows).Distinct().ToArray();
}
