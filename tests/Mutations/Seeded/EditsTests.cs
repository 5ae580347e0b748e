using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Seeded;

public class EditsTests
{
    [Theory]
    [InlineData("w[i, j]", "w[j, i]", EditKind.IndicesSwapped)]
    [InlineData("rows[i][j]", "rows[j][i]", EditKind.IndicesSwapped)]
    [InlineData("flat[i * n + j]", "flat[j * n + i]", EditKind.IndicesSwapped)]
    [InlineData("flat[i * n + (j + 1)]", "flat[(j + 1) * n + i]", EditKind.IndicesSwapped)]
    [InlineData("F(x, y)", "F(y, x)", EditKind.OperandsSwapped)]
    [InlineData("x - y", "y - x", EditKind.OperandsSwapped)]
    [InlineData("x * y - x", "x - (x * y)", EditKind.OperandsSwapped)]
    [InlineData("F(x, y)", "G(x, y)", EditKind.SiblingCalled)]
    [InlineData("H(x)", "(x)", EditKind.CallDropped)]
    [InlineData("x + y", "(x)", EditKind.TermDropped)]
    [InlineData("x + y", "(y)", EditKind.TermDropped)]
    [InlineData("x * y", "(x)", EditKind.FactorDropped)]
    [InlineData("rows[i][j]", "rows[i - 1][j]", EditKind.IndexShifted)]
    [InlineData("flat[i - 1]", "flat[i]", EditKind.IndexShifted)]
    public void An_expression_has_this_edit(string expression, string edited, EditKind kind) =>
        Edited($"x = {expression};", kind).ShouldContain($"x = {edited};");

    [Theory]
    [InlineData("x += y;", "{", EditKind.UpdateDropped)]
    [InlineData("x += y;", "x = y;", EditKind.Overwritten)]
    [InlineData("x = y;", "x += y;", EditKind.AddedUp)]
    public void A_statement_has_this_edit(string statement, string edited, EditKind kind) => Edited(statement, kind).ShouldContain(edited);

    [Theory]
    [InlineData("flat[i]")]
    [InlineData("i * n")]
    [InlineData("1")]
    public void Neither_numbers_of_an_array_nor_integers_are_moved(string expression) =>
        Enum.GetValues<EditKind>().Where(kind => kind != EditKind.AddedUp).SelectMany(kind => Edited($"x = {expression};", kind)).ShouldBeEmpty();

    [Fact]
    public void What_names_the_matrix_is_known()
    {
        Edits.Of(Program("x = w[i, j];")).ShouldAllBe(mutant => mutant.Edit.IsAtMatrix);
        Edits.Of(Program("x = rows[i][j];")).ShouldAllBe(mutant => !mutant.Edit.IsAtMatrix);
    }

    private static IEnumerable<string> Edited(string statement, EditKind kind) =>
        Edits.Of(Program(statement)).Where(mutant => mutant.Edit.Kind == kind).Select(mutant => mutant.Program.Files[0].Text.Split("\n")[2].Replace(" }", "").Trim());

    private static Subject Program(string statement) => new("Program", [new ProgramFile("Program.cs", $$"""
        class Program
        {   void Run(double[,] w, double[][] rows, double[] flat, double x, double y, int i, int j, int n) {
            {{statement}} }
            double F(double a, double b) { return 1; }
            double G(double a, double b) { return 2; }
            double H(double a) { return 3; }
        }
        """)], [], "w", false, false);
}
