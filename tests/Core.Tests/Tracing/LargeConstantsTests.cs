using CsCheck;
using RnnLint.Tracing;

namespace RnnLint.Core.Tests.Tracing;

public class LargeConstantsTests
{
    [Theory]
    [InlineData("128", "4")]
    [InlineData("27 128", "4 5")]
    [InlineData("128 27", "5 4")]
    [InlineData("128 256 384 512", "4 8 12 16")]
    [InlineData("10 28 784", "4 5 25")]
    [InlineData("28 100 128", "4 5 9")]
    [InlineData("20 40 200 400", "4 8 40 80")]
    [InlineData("127 128 129", "4 5 6")]
    [InlineData("3 8 0 -1 -400 100001", "3 8 0 -1 -400 100001")]
    public void Sizes_become_small_and_keep_what_holds_between_them(string constants, string expected)
    {
        var large = new LargeConstants();
        foreach (var constant in Numbers(constants))
            large.Of(constant);
        large.Begin(smallest: 4, shrinks: true);

        Numbers(constants).Select(large.Of).ShouldBe(Numbers(expected));
        large.HasChanged.ShouldBeFalse();
    }

    [Fact]
    public void They_are_as_written_until_then()
    {
        var large = new LargeConstants();
        large.Begin(smallest: 4, shrinks: false);

        large.Of(128).ShouldBe(128);
        large.CanShrink.ShouldBeTrue();
    }

    [Fact]
    public void A_constant_met_too_late_makes_the_run_begin_again()
    {
        var large = new LargeConstants();
        large.Begin(smallest: 4, shrinks: true);

        large.Of(128).ShouldBe(4);
        large.Of(64).ShouldBe(4);
        large.HasChanged.ShouldBeTrue();

        large.Begin(smallest: 4, shrinks: true);
        large.Of(128).ShouldBe(8);
        large.HasChanged.ShouldBeFalse();
    }

    [Fact]
    public void Whatever_else_there_is_a_double_stays_larger() => Gen.Int[9, 2000].Array[1, 12].Sample(constants =>
    {
        var large = new LargeConstants();
        foreach (var constant in constants.SelectMany(constant => new[] { constant, 2 * constant }))
            large.Of(constant);
        large.Begin(smallest: 3, shrinks: true);

        foreach (var constant in constants)
        {
            large.Of(constant).ShouldBeInRange(3, constant);
            large.Of(2 * constant).ShouldBeGreaterThan(large.Of(constant));
        }
    }, iter: 2_000, seed: "5N_t6gVgVol1");

    private static int[] Numbers(string text) => [.. text.Split(' ').Select(int.Parse)];
}
