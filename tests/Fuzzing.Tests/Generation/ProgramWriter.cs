using System.Globalization;
using System.Text;

namespace RnnLint.Fuzzing.Generation;

/// <summary>
/// Writes random programs that compile and end: loops and recursions are bounded by what is named <c>fuel…</c>, which nothing else assigns. What a program computes it hands to
/// <c>See</c>, in the order in which it computes it.
/// </summary>
internal sealed partial class ProgramWriter
{
    private readonly Draws _draws;
    private readonly StringBuilder _text = new();
    private readonly List<ObjectType> _types = [];
    private readonly List<Callable> _methods = [];
    private readonly List<(string Name, Scalar Item)> _iterators = [];
    private readonly List<Variable> _statics = [];
    private List<Variable> _scope = [];
    private int _indent;
    private int _names;

    private ProgramWriter(Draws draws) => _draws = draws;

    /// <summary>What every program uses.</summary>
    public const string Watch = """
        using System;
        using System.Collections.Generic;
        public static class Watch
        {
            public static readonly List<object> Seen = new List<object>();
            public static T See<T>(T value) { Seen.Add(value); return value; }
            public static string Cut(string text) => text.Length > 9 ? text.Substring(0, 9) : text;
            public static void Note(Exception exception) => Seen.Add(exception switch
            {
                DivideByZeroException => "divided by zero",
                OverflowException => "overflow",
                ArithmeticException => "arithmetic",
                IndexOutOfRangeException => "out of range",
                ArgumentOutOfRangeException => "argument out of range",
                ArgumentException => "argument",
                NullReferenceException => "null reference",
                InvalidOperationException => "invalid operation",
                InvalidCastException => "invalid cast",
                KeyNotFoundException => "no such key",
                _ => "another exception",
            });
        }
        """;

    public static string ClassName(long program) => "P" + program.ToString(CultureInfo.InvariantCulture);

    public static string Write(ulong seed, long program) => new ProgramWriter(Draws.Of(seed, program)).Whole(ClassName(program));

    /// <summary>A program with this body.</summary>
    public static string Around(string name, string body) => new ProgramWriter(new Draws(0)).Framed(name, $"    static void Body(double a, float b, int n, long m) {{ {body} }}\n");

    private string Whole(string name)
    {
        _indent++;
        _statics.AddRange(Scalar.All.Select(type => new Variable("s_" + type, new ScalarShape(type))));
        _scope = [.. _statics];
        foreach (var _ in Enumerable.Range(0, _draws.Below(3)))
            DeclareType();
        foreach (var _ in Enumerable.Range(0, _draws.Below(3)))
            DeclareMethod();
        if (_draws.Chance(25))
            DeclareIterator();
        Line("static void Body(double a, float b, int n, long m)");
        Open();
        _scope = [.. _statics, .. new[] { ("a", Scalar.Double), ("b", Scalar.Single), ("n", Scalar.Int32), ("m", Scalar.Int64) }.Select(p => new Variable(p.Item1, new ScalarShape(p.Item2)))];
        for (var room = _draws.Between(2, 7); room > 0; room--)
            Statement(3, new Surroundings());
        Report(_scope.Skip(_statics.Count));
        Close();
        return Framed(name, _text.ToString());
    }

    /// <summary>The class around what was written: the static fields that are used there, and the method that all is run by.</summary>
    private string Framed(string name, string members)
    {
        _text.Clear();
        _indent = 0;
        var used = _statics.Where(variable => members.Contains(variable.Name, StringComparison.Ordinal)).ToList();
        foreach (var space in new[] { "System", "System.Collections.Generic", "System.Linq", "System.Numerics", "static Watch" })
            Line($"using {space};");
        Line("public static class " + name);
        Open();
        foreach (var variable in used)
            Line($"static {((ScalarShape)variable.Shape).Type} {variable.Name} = {((ScalarShape)variable.Shape).Type.Initial(_draws)};");
        _text.Append(members);
        Line("public static object[] Run(double a, float b, int n, long m)");
        Open();
        Line("Seen.Clear();");
        Line("try { Body(a, b, n, m); } catch (Exception exception) { Note(exception); }");
        Report(used);
        Line("return Seen.ToArray();");
        Close();
        Close();
        return _text.ToString();
    }

    /// <summary>Has all that the variables hold seen.</summary>
    private void Report(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            switch (variable.Shape)
            {
                case ScalarShape or NullableShape:
                    Line($"See({variable.Name});");
                    break;
                case RowShape or GridShape { IsJagged: false }:
                    Line($"foreach (var item in {variable.Name}) See(item);");
                    break;
                case GridShape:
                    Line($"foreach (var row in {variable.Name}) foreach (var item in row) See(item);");
                    break;
                case TupleShape:
                    Line($"See({variable.Name}.Item1); See({variable.Name}.Item2);");
                    break;
                case MapShape:
                    Line($"foreach (var pair in {variable.Name}) {{ See(pair.Key); See(pair.Value); }}");
                    break;
                case ObjectShape { Type: var type }:
                    Line(string.Concat(type.Fields.Select(field => $"See({variable.Name}.{field.Name}); ")).TrimEnd());
                    break;
            }
        }
    }

    private string Fresh(string prefix) => prefix + (++_names).ToString(CultureInfo.InvariantCulture);

    private void Line(string text) => _text.Append(' ', 4 * _indent).Append(text).Append('\n');

    private void Open()
    {
        Line("{");
        _indent++;
    }

    private void Close(string after = "")
    {
        _indent--;
        Line("}" + after);
    }
}
