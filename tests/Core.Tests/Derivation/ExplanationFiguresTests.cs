using RnnLint.Core.Tests.Programs;
using RnnLint.Derivation;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Derivation;

/// <summary>The numbers, the hypotheses and the network of a derivation: what front ends draw.</summary>
public class ExplanationFiguresTests
{
    private const double Same = 1e-9;

    public static TheoryData<string> TransposedSamples => SampleLibrary.Names(expected => expected.Rule == "RNN0001");

    public static TheoryData<string> RightSamples => SampleLibrary.Names(expected => expected.Rule == "RNN0099");

    [Theory]
    [MemberData(nameof(TransposedSamples))]
    public void Of_a_transposed_matrix_the_numbers_agree_on_the_diagonal_alone_and_one_connection_is_disputed(string name)
    {
        var explanation = ExplanationTests.Of(name);

        var numbers = explanation.Blocks<JacobianNumbers>().Single();
        foreach (var (row, column) in Places(numbers))
            numbers.Differs(row, column).ShouldBe(row != column);
        var hypotheses = explanation.Blocks<HypothesisTable>().Single().Rows;
        hypotheses.Where(row => row.IsAccepted).Select(row => row.Name).ShouldBe(["recurrent matrix transposed"]);
        var connections = explanation.Blocks<Network>().Single().Connections;
        var disputed = connections.Single(connection => connection.Taken is not null);
        (disputed.From, disputed.To).ShouldBe((1, 0));
        disputed.Taken.ShouldBe(connections.Single(connection => (connection.From, connection.To) == (0, 1)).Weight);
    }

    [Theory]
    [MemberData(nameof(RightSamples))]
    public void Of_right_code_the_numbers_agree_and_no_connection_is_disputed(string name)
    {
        var explanation = ExplanationTests.Of(name);

        var numbers = explanation.Blocks<JacobianNumbers>().Single();
        Places(numbers).ShouldAllBe(place => !numbers.Differs(place.Row, place.Column));
        explanation.Blocks<HypothesisTable>().Single().Rows[0].ShouldBe(new Hypothesis("as written", explanation.Blocks<HypothesisTable>().Single().Rows[0].Error, true));
        explanation.Blocks<Network>().Single().Connections.ShouldAllBe(connection => connection.Taken == null);
    }

    /// <summary>What a slope of the wrong kind multiplies is a column: the code's numbers are the right ones with each column scaled.</summary>
    [Fact]
    public void A_missing_slope_shows_as_columns_that_are_scaled()
    {
        var numbers = ExplanationTests.Of("SigmaMissing").Blocks<JacobianNumbers>().Single();

        for (var column = 0; column < numbers.Demanded[0].Count; column++)
        {
            var factors = numbers.Demanded.Zip(numbers.Implemented, (demanded, implemented) => implemented[column] / demanded[column]).ToList();
            factors.ShouldAllBe(factor => Math.Abs(factor - factors[0]) < Same && factor > 1);
        }
    }

    [Fact]
    public void Code_that_carries_nothing_back_has_no_numbers() => ExplanationTests.Of("OneStepOnly").Blocks<JacobianNumbers>().ShouldBeEmpty();

    /// <summary>The Jacobian is the forward pass's, whoever goes back through it: of two twins it is the same matrix, with the weights that were drawn for both.</summary>
    [Theory]
    [InlineData("SeedJacobianAsPrinted", "SeedJacobianRight")]
    [InlineData("SeedRnnTransposed", "SeedRnnRight")]
    [InlineData("FlatTransposed", "FlatRight")]
    public void Twins_are_held_against_the_same_numbers(string transposed, string right)
    {
        JacobianNumbers wrong = ExplanationTests.Of(transposed).Blocks<JacobianNumbers>().Single(), good = ExplanationTests.Of(right).Blocks<JacobianNumbers>().Single();

        wrong.Step.ShouldBe(good.Step);
        foreach (var (row, column) in Places(wrong))
            wrong.Demanded[row][column].ShouldBe(good.Implemented[row][column], Same);
    }

    [Fact]
    public void Three_units_are_written_out_when_asked_for()
    {
        var explanation = ExplanationTests.Of("FlatTransposed");

        var three = explanation.WrittenOutFor(3);
        three.Blocks<FormulaMatrix>().Single().Rows.Count.ShouldBe(3);
        three.Blocks<Network>().Single().Connections.Count.ShouldBe(9);
        FormulaText.Plain([three.Blocks<Network>().Single().Connections.Single(connection => connection.Taken is not null).Taken!])[0].ShouldBe("W[3]");
        FormulaText.Plain([explanation.Blocks<Network>().Single().Connections.Single(connection => connection.Taken is not null).Taken!])[0].ShouldBe("W[2]");
        explanation.WrittenOutFor(2).ShouldBeSameAs(explanation);
        Should.Throw<ArgumentOutOfRangeException>(() => explanation.WrittenOutFor(4));
    }

    [Fact]
    public void Numbers_are_shown_to_three_digits_of_the_largest_and_never_as_less_than_nothing()
    {
        var entry = ExplanationTests.Of("SeedRnnRight").Blocks<JacobianNumbers>().Single().Entry;
        var numbers = new JacobianNumbers(entry, 2, [[12.3456, -0.001]], [[12.3456, -0.001 + 1e-13]]);

        numbers.Difference[0].ShouldBe([0, 0]);
        NumberText.Of(numbers, numbers.Demanded)[0].ShouldBe(["12.3", "0.0"]);
    }

    private static IEnumerable<(int Row, int Column)> Places(JacobianNumbers numbers) =>
        from row in Enumerable.Range(0, numbers.Demanded.Count) from column in Enumerable.Range(0, numbers.Demanded[0].Count) select (row, column);
}
