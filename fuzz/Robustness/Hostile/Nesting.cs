namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>Expressions, statements, functions and types within one another, and long chains of them.</summary>
internal static class Nesting
{
    public static IEnumerable<HostileInput> All =>
    [
        Statements("sum of many", 10_000, n => $"b = {Joined(n, _ => "a", " + ")};"),
        Statements("product nested to the right", 2_000, n => $"b = {Wrapped("a * (", "a", ")", n)};"),
        Statements("parentheses", 10_000, n => $"b = {Wrapped("(", "a", ")", n)};"),
        Statements("signs", 10_000, n => $"b = {Wrapped("- ", "a", "", n)};"),
        Statements("negations", 10_000, n => $"yes = {Wrapped("!", "yes", "", n)};"),
        Statements("casts", 5_000, n => $"b = {Wrapped("(double)(float)", "a", "", n)};"),
        Statements("conjunctions", 10_000, n => $"yes = {Joined(n, _ => "a > 0", " && ")};"),
        Statements("alternatives", 10_000, n => $"yes = {Joined(n, i => $"n == {i}", " || ")};"),
        Statements("bits", 10_000, n => $"n = {Joined(n, i => $"{i}", " | ")};"),
        Statements("text concatenated", 10_000, n => $"text = {Joined(n, _ => "text", " + ")};"),
        Statements("constant text concatenated", 10_000, n => $"text = {Joined(n, i => $"\"{i}\"", " + ")};"),
        Statements("null operators", 5_000, n => $"text = {Joined(n, _ => "text", " ?? ")};"),
        Statements("null members", 2_000, n => $"text = text{Repeated("?.Trim()", n)};"),
        Statements("conditional expressions", 2_000, n => $"b = {Joined(n, i => $"n == {i} ? a", " : ")} : 0;"),
        Statements("conditions of conditions", 500, n => $"b = {Wrapped("(", "yes", " ? yes : yes)", n)} ? 1 : 0;"),
        Statements("arms of a switch expression", 1_000, n => $"b = n switch {{ {Joined(n, i => $"{i + 10} => a", ", ")}, _ => a }};"),
        Statements("switch expressions", 300, n => $"b = {Wrapped("n switch { 3 => ", "a", ", _ => 0 }", n)};"),
        Statements("cases", 1_000, n => $"switch (n) {{ {Joined(n, i => $"case {i + 10}: b = a; break;", " ")} }}"),
        Statements("cases of text", 1_000, n => $"switch (text) {{ {Joined(n, i => $"case \"{i}\": b = a; break;", " ")} }}"),
        Statements("patterns that are not", 1_000, n => $"yes = any is {Wrapped("not ", "null", "", n)};"),
        Statements("patterns or", 500, n => $"yes = n is {Joined(n, i => $"{i}", " or ")};"),
        Statements("patterns of properties", 30, n => $"yes = any is {Wrapped("string { Length: > 0 } and (", "object", ")", n)};"),
        Statements("list patterns", 300, n => $"yes = new[] {{ 1, 2 }} is [{Joined(n, _ => "_", ", ")}, ..];"),
        Statements("else ifs", 2_000, n => $"{Joined(n, i => $"if (n == {i + 10}) b = a;", " else ")}"),
        Statements("ifs", 1_000, n => $"{Repeated("if (n > 0) ", n)} b = a;"),
        Statements("blocks", 3_000, n => Wrapped("{", "b = a;", "}", n)),
        Statements("loops", 200, n => $"{Joined(n, i => $"for (int i{i} = 0; i{i} < 2; i{i}++)", " ")} b += a;"),
        Statements("handlers", 200, n => Wrapped("try { ", "b = a;", " } finally { b += a; }", n)),
        Statements("handlers in handlers", 200, n => Wrapped("try { throw new Exception(); } catch { ", "b = a;", " }", n)),
        Statements("locks", 200, n => Wrapped("lock (any) { ", "b = a;", " }", n)),
        Statements("lambdas", 200, n => $"object made = (Func<object>)({Wrapped("() => (Func<object>)(", "() => null", ")", n)});"),
        Statements("lambdas called", 100, n => $"b = {Wrapped("new Func<double>(() => ", "a", ")()", n)};"),
        Statements("local functions", 300, n => $"{Joined(n, i => $"double F{i}() {{", " ")} return a; {Joined(n, i => $"}} {(i == n - 1 ? "b =" : "return")} F{n - 1 - i}();", " ")}"),
        Statements("chain of calls", 3_000, n => $"text = text{Repeated(".Trim()", n)};"),
        Statements("calls within calls", 2_000, n => $"b = {Wrapped("Math.Abs(", "a", ")", n)};"),
        Statements("elements within elements", 1_000, n => $"var at = new int[4]; n = {Wrapped("at[", "0", "]", n)};"),
        Statements("arrays within arrays", 300, n => $"object made = {Wrapped("new object[] { ", "1", " }", n)};"),
        Statements("collections within collections", 100, n => $"List<object> made = {Wrapped("[(object)(List<object>)", "[]", "]", n)};"),
        Statements("tuples", 300, n => $"object made = {Wrapped("(1, ", "2", ")", n)};"),
        Statements("wide tuple", 500, n => $"var made = ({Joined(n, i => $"{i}", ", ")});"),
        Statements("interpolations", 10, n => $"text = {Wrapped("$\"{", "text", "}\"", n)};"),
        Statements("interpolated parts", 5_000, n => $"text = $\"{Repeated("{text}", Math.Min(n, 500))}\";"),
        Statements("clauses of a query", 200, n => $"var made = (from x0 in new[] {{ 1 }} {Joined(n, i => $"let x{i + 1} = x{i} + 1", " ")} select x{n}).ToArray();"),
        Statements("sources of a query", 30, n => $"var made = (from x0 in new[] {{ 1, 2 }} {Joined(n, i => $"from x{i + 1} in new[] {{ 1, 2 }}", " ")} select x{n}).ToArray();"),
        Statements("deconstructions", 200, n => $"var {Wrapped("(_, ", "_", ")", n)} = {Wrapped("(1, ", "2", ")", n)};"),
        Statements("jagged array type", 500, n => $"double{Repeated("[]", n)} made = null; b = made == null ? a : 0;"),
        Statements("jagged array", 300, n => $"var made = new double[2]{Repeated("[]", n)};"),
        Statements("array of many dimensions", 32, n => $"var made = new double[{Joined(n, _ => "2", ", ")}];"),
        Statements("generic types within one another", 200, n => $"{Wrapped("List<", "double", ">", n)} made = null; b = made == null ? a : 0;"),
        Statements("assignments", 1_000, n => $"b = {Repeated("b = ", n)} a;"),
        Statements("increments in a sum", 3_000, n => $"n = {Joined(n, _ => "n++", " + ")};"),
        Statements("labels and jumps", 3_000, n => Joined(n, i => $"L{i}: if (n == {-i - 1}) goto L{i / 2};", " ") + " b = a;"),
        Statements("many statements", 100_000, n => Repeated("b = b * 0.5 + a;\n", n)),
        Statements("many empty statements", 100_000, n => Repeated(";\n", n)),
        Statements("many variables", 20_000, n => Joined(n, i => $"double v{i} = {(i == 0 ? "a" : $"v{i - 1} * 0.5")};", "\n")),
        Statements("many calls", 20_000, n => Repeated("b = Math.Tanh(b);\n", n)),
        Statements("elements of an array", 50_000, n => $"var made = new double[] {{ {Joined(n, i => $"{i}.5", ", ")} }};"),
        Statements("entries of a dictionary", 20_000, n => $"var made = new Dictionary<int, double> {{ {Joined(n, i => $"[{i}] = a", ", ")} }};"),
        Statements("long text", 5_000_000, n => $"text = \"{new string('x', n)}\";"),
        Statements("long comment", 5_000_000, n => $"/* {new string('x', n)} */"),
        Statements("long number", 10_000, n => $"b = 0.{new string('3', n)};"),
        Statements("long name", 100_000, n => $"double {new string('n', n)} = a;"),
        Statements("unfinished parentheses", 10_000, n => "b = " + Repeated("(", n)),
        Statements("unfinished blocks", 10_000, n => Repeated("{ if (yes) ", n)),
        Statements("unfinished generics", 5_000, n => Repeated("List<", n)),
        Statements("unfinished text", 10_000, n => Repeated("$\"{", n)),
    ];

    private static HostileInput Statements(string name, int size, Func<int, string> write) => new(name, size, n => CellText.With(write(n))) { HoldsCell = true };

    internal static string Wrapped(string before, string middle, string after, int times) => Repeated(before, times) + middle + Repeated(after, times);

    internal static string Repeated(string part, int times) => new System.Text.StringBuilder(part.Length * times).Insert(0, part, times).ToString();

    internal static string Joined(int times, Func<int, string> part, string between) => string.Join(between, Enumerable.Range(0, times).Select(part));
}
