using System;

namespace RnnLint.Tracing;

/// <summary>
/// A reading as a trace asks for it: it remembers which parts were asked for, for a reading that differs in nothing else makes no difference and
/// need not be traced.
/// </summary>
internal sealed class AskedReading(RouteReading reading, Draw draw)
{
    public ReadingParts Asked { get; private set; }

    public int Size => Ask(ReadingParts.Sizes, draw.Size);

    public int Steps => Ask(ReadingParts.Sizes, draw.Steps);

    public int Rows => Ask(ReadingParts.Shape, reading.Shape) == MatrixShape.Row ? 1 : Size;

    public int Columns => Ask(ReadingParts.Shape, reading.Shape) == MatrixShape.Column ? 1 : Size;

    public int Rank => Ask(ReadingParts.Rank, reading.Rank);

    public bool IsFlat => Ask(ReadingParts.Flat, reading.IsFlat);

    /// <summary>What a plain integer of a member is, and what a pair of them stands for.</summary>
    public (int Plain, IntegerSpan Span) Integers => Ask(ReadingParts.Integer, (reading.Integer ?? Size, reading.Span));

    public bool IntegersAreSizes => Ask(ReadingParts.IntegersAreSizes, reading.IntegersAreSizes);

    public bool HandsOn => Ask(ReadingParts.HandsOn, reading.HandsOn);

    public bool Flags => Ask(ReadingParts.Flags, reading.Flags);

    public bool Raises(string flag) => string.Equals(reading.Raised, flag, StringComparison.OrdinalIgnoreCase);

    public bool LeavesOut => Ask(ReadingParts.LeavesOut, reading.LeavesOut);

    public int Choice => Ask(ReadingParts.Choice, reading.Choice);

    public bool Offsets => Ask(ReadingParts.Offsets, reading.Offsets);

    // Within one walk through the readings these two never differ.
    public bool FillsGaps => reading.FillsGaps;

    public FunctionReading Functions => reading.Functions;

    private T Ask<T>(ReadingParts part, T answer)
    {
        Asked |= part;
        return answer;
    }
}
