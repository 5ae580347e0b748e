using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A dictionary that a member is given has made-up items for the steps; what the code adds for a step takes the place of one, once.</summary>
public class MadeUpItemsTests
{
    [Theory]
    [InlineData("if (!h.TryAdd(t, now)) h[t] = new double[n];")]
    [InlineData("if (h.TryAdd(t, now)) h.TryAdd(t, new double[n]);")]
    [InlineData("h[t] = now; h.TryAdd(t, new double[n]);")]
    public void What_the_code_has_added_stays(string add)
    {
        var text = ProgramLibrary.Get("Time/DictionariesFilled", ProgramCase.AsWritten).Source;
        text.ShouldContain("h.Add(t, now);");

        Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Steps.cs", text.Replace("h.Add(t, now);", add, StringComparison.Ordinal))]))
            .ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);
    }
}
