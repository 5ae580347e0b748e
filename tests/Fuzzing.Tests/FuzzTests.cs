using RnnLint.Fuzzing.Generation;
using RnnLint.Fuzzing.Running;

namespace RnnLint.Fuzzing;

/// <summary>The short form of <c>./fuzz.sh programs</c>.</summary>
public class FuzzTests
{
    private const ulong Seed = 20;
    private const long Programs = 500;

    [Fact]
    public void Random_programs_are_interpreted_as_they_run()
    {
        var result = new FuzzRun(Seed, Programs).Go();
        var report = new StringWriter();
        result.WriteTo(report);

        result.IsClean.ShouldBeTrue(report.ToString());
        // Programs that the interpreter gives up on show nothing.
        result.Counts[OutcomeKind.Same].ShouldBeGreaterThan(Programs * 95 / 100, report.ToString());
    }

    [Fact]
    public void A_seed_gives_the_same_program_whatever_came_before_it()
    {
        ProgramWriter.Write(Seed, 7).ShouldBe(ProgramWriter.Write(Seed, 7));
        ProgramWriter.Write(Seed, 7).ShouldNotBe(ProgramWriter.Write(Seed + 1, 7));
    }
}
