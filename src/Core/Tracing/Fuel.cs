using System.Globalization;
using RnnLint.Configuration;

namespace RnnLint.Tracing;

/// <summary>
/// What a trace may spend. Steps and elements are counted, never timed, so that the same code stops at the same place on
/// every machine.
/// </summary>
public sealed class Fuel(long steps = CellSettings.DefaultFuel, long elements = CellSettings.DefaultFuel, int depth = 120)
{
    private long _stepsUsed;
    private long _elementsUsed;
    private int _depthNow;

    /// <summary>Evaluations and elements spent so far: making an element takes about as long as a step.</summary>
    public long Used => _stepsUsed + _elementsUsed;

    /// <summary>Spends <paramref name="count"/> evaluations.</summary>
    /// <exception cref="TraceStoppedException">when none are left.</exception>
    public void Step(int count = 1)
    {
        if ((_stepsUsed += count) > steps)
            throw new TraceStoppedException(StopKind.OutOfFuel, "the code needs more than " + steps.ToString("N0", CultureInfo.InvariantCulture) + " steps at the smallest sizes");
    }

    /// <summary>Spends room for <paramref name="count"/> array or list elements.</summary>
    /// <exception cref="TraceStoppedException">when there is no room left.</exception>
    public void Allocate(long count)
    {
        if (count > elements || (_elementsUsed += count) > elements)
            throw new TraceStoppedException(StopKind.OutOfFuel, "the code allocates more than " + elements.ToString("N0", CultureInfo.InvariantCulture) + " elements at the smallest sizes");
    }

    /// <exception cref="TraceStoppedException">when calls nest too deeply.</exception>
    public void Enter()
    {
        if (++_depthNow > depth)
            throw new TraceStoppedException(StopKind.OutOfFuel, "calls nest more than " + depth.ToString(CultureInfo.InvariantCulture) + " deep");
    }

    public void Leave() => _depthNow--;
}
