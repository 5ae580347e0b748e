using Perfolizer.Horology;

namespace RnnLint.Benchmarks.Probe;

/// <summary>
/// The time that the processor spends on this process. On an idle machine it is the time that one waits, for all that is measured here has one thread; on a busy one it is what can still be compared.
/// </summary>
public sealed class ProcessorClock : IClock
{
    public string Title => "processor";

    public bool IsAvailable => true;

    public Frequency Frequency { get; } = new(TimeSpan.TicksPerSecond);

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
