using System.Globalization;
using System.Text;

namespace RnnLint.Core.Tests.Programs.Generated;

/// <summary>Writes the program of a recipe in the format of tests/Programs, mistakes and harness included.</summary>
internal sealed class ProgramText
{
    private readonly Recipe _recipe;
    private readonly CellText _cell;
    private readonly Naming _names;
    private readonly StringBuilder _text = new();
    private int _depth;

    private ProgramText(Recipe recipe) => (_recipe, _cell, _names) = (recipe, CellText.Of(recipe.Cell), Naming.Of(recipe.Names));

    public static string Of(Recipe recipe)
    {
        var program = new ProgramText(recipe);
        program.Write();
        return program._text.ToString();
    }

    private Gate Faulty => _cell.Gates[_recipe.FaultyGate % _cell.Gates.Length];

    private string Real => _recipe.Real;

    private IEnumerable<string> Parameters => _cell.Gates.SelectMany(gate => new[] { Recurrent(gate), Input(gate), Bias(gate) });

    /// <summary>The arrays that a step keeps: gates, what is made of them, state and memory.</summary>
    private IEnumerable<string> Kept => [.. _cell.Gates.Select(gate => gate.Name), .. _cell.Made.Select(made => made.Name), "h", .. _cell.HasMemory ? ["c"] : Array.Empty<string>()];

    private void Write()
    {
        Line($"//# matrix: {Recurrent(Faulty)}");
        Line($"//# style: generated: {_recipe}");
        if (Real == "float")
            Line("//# precision: float");
        Line("using System;");
        Line("using System.Collections.Generic;");
        Line("");
        if (_recipe.Storage == Storage.OwnClass)
            WriteMatrixClass();
        Open($"public class {_names.Class}");
        WriteFields();
        WriteConstructor();
        Line($"static {Real} Tanh({Real} v) => {MathClass}.Tanh(v);");
        Line($"static {Real} Logistic({Real} v) => 1 / (1 + {MathClass}.Exp(-v));");
        switch (_recipe.Organisation)
        {
            case Organisation.OneMethod:
                WriteOneMethod();
                break;
            case Organisation.TwoMethods:
                WriteTwoMethods();
                break;
            default:
                WriteMoments();
                break;
        }

        Close();
        WriteHarness();
    }

    private string MathClass => Real == "float" ? "MathF" : "Math";

    private string Recurrent(Gate gate) => _names.Recurrent + Suffix(gate);

    private string Input(Gate gate) => _names.Input + Suffix(gate);

    private string Bias(Gate gate) => _names.Bias + Suffix(gate);

    private string Gradient(string parameter) => _names.Gradient + "_" + parameter;

    private string Suffix(Gate gate) => _cell.Gates.Length == 1 ? "" : "_" + gate.Name;

    private string MatrixType => _recipe.Storage switch
    {
        Storage.Rectangular => Real + "[,]",
        Storage.Jagged => Real + "[][]",
        Storage.OwnClass => "Table",
        _ => Real + "[]",
    };

    private string NewMatrix(bool isSquare)
    {
        var (rows, columns) = (_recipe.IsFromTo && !isSquare ? "m" : "n", _recipe.IsFromTo || isSquare ? "n" : "m");
        return _recipe.Storage switch
        {
            Storage.Rectangular => $"new {Real}[{rows}, {columns}]",
            Storage.Jagged => $"Rows({rows}, {columns})",
            Storage.OwnClass => $"new Table({rows}, {columns})",
            _ => $"new {Real}[{rows} * {columns}]",
        };
    }

    /// <summary>The entry for the weight from <paramref name="from"/> to <paramref name="to"/>.</summary>
    private string Entry(string matrix, string to, string from, bool isSquare)
    {
        var (row, column) = _recipe.IsFromTo ? (from, to) : (to, from);
        var (rows, columns) = (_recipe.IsFromTo && !isSquare ? "m" : "n", _recipe.IsFromTo || isSquare ? "n" : "m");
        return _recipe.Storage switch
        {
            Storage.Jagged => $"{matrix}[{row}][{column}]",
            Storage.RowMajor => $"{matrix}[{row} * {columns} + {column}]",
            Storage.ColumnMajor => $"{matrix}[{row} + {rows} * {column}]",
            _ => $"{matrix}[{row}, {column}]",
        };
    }

    private void WriteMatrixClass()
    {
        Open("public sealed class Table");
        Line($"readonly {Real}[] cells;");
        Line("readonly int columns;");
        Line($"public Table(int rows, int columns) {{ cells = new {Real}[rows * columns]; this.columns = columns; }}");
        Line($"public {Real} this[int row, int column] {{ get => cells[row * columns + column]; set => cells[row * columns + column] = value; }}");
        Close();
        Line("");
    }

    private void WriteFields()
    {
        Line("readonly int n, m;");
        foreach (var gate in _cell.Gates)
        {
            Line($"readonly {MatrixType} {Recurrent(gate)}, {Input(gate)};");
            Line($"readonly {Real}[] {Bias(gate)};");
        }

        if (_recipe.Organisation != Organisation.OneMethod)
        {
            foreach (var gate in _cell.Gates)
            {
                Line($"{MatrixType} {Gradient(Recurrent(gate))}, {Gradient(Input(gate))};");
                Line($"{Real}[] {Gradient(Bias(gate))};");
            }
        }

        Line("");
    }

    private void WriteConstructor()
    {
        Open($"public {_names.Class}(int units, int inputs, int seed)");
        Line("n = units;");
        Line("m = inputs;");
        Line("var random = new Random(seed);");
        foreach (var gate in _cell.Gates)
        {
            Line($"{Recurrent(gate)} = {NewMatrix(true)};");
            Line($"{Input(gate)} = {NewMatrix(false)};");
            Line($"{Bias(gate)} = new {Real}[n];");
            Open("for (int j = 0; j < n; j++)");
            Line($"for (int k = 0; k < n; k++) {Entry(Recurrent(gate), "j", "k", true)} = ({Real})random.NextDouble() - 0.5{F};");
            Line($"for (int k = 0; k < m; k++) {Entry(Input(gate), "j", "k", false)} = ({Real})random.NextDouble() - 0.5{F};");
            Close();
        }

        Close();
        Line("");
        if (_recipe.Storage == Storage.Jagged)
        {
            Open($"static {Real}[][] Rows(int rows, int columns)");
            Line($"var made = new {Real}[rows][];");
            Line($"for (int r = 0; r < rows; r++) made[r] = new {Real}[columns];");
            Line("return made;");
            Close();
            Line("");
        }
    }

    private string F => Real == "float" ? "f" : "";

    private void WriteOneMethod()
    {
        Open($"public {Real} {_names.Train}({Real}[][] inputs, {Real}[][] targets, {Real} rate)");
        WriteSeries(isLocal: true);
        Open("for (int t = 0; t < inputs.Length; t++)");
        WriteSeriesStep(isForward: true);
        WriteForward();
        Close();
        WriteLoss($"{_names.State}s[t + 1]");
        WriteNewGradients(isLocal: true);
        WriteNothingComesBack();
        Open("for (int t = inputs.Length - 1; t >= 0; t--)");
        WriteSeriesStep(isForward: false);
        WriteBackward();
        Close();
        WriteUpdate();
        Line("return loss;");
        Close();
    }

    private void WriteTwoMethods()
    {
        foreach (var array in Kept)
            Line($"{Real}[][] {Series(array)};");
        Open($"public {Real} {_names.Train}({Real}[][] inputs, {Real}[][] targets, {Real} rate)");
        Line($"{_names.Forward}(inputs);");
        WriteLoss($"{_names.State}s[t + 1]");
        Line($"{_names.Backward}(inputs, targets);");
        WriteUpdate();
        Line("return loss;");
        Close();
        Line("");
        Open($"public void {_names.Forward}({Real}[][] inputs)");
        WriteSeries(isLocal: false);
        Open("for (int t = 0; t < inputs.Length; t++)");
        WriteSeriesStep(isForward: true);
        WriteForward();
        Close();
        Close();
        Line("");
        Open($"public void {_names.Backward}({Real}[][] inputs, {Real}[][] targets)");
        WriteNewGradients(isLocal: false);
        WriteNothingComesBack();
        Open("for (int t = inputs.Length - 1; t >= 0; t--)");
        WriteSeriesStep(isForward: false);
        WriteBackward();
        Close();
        Close();
    }

    private void WriteMoments()
    {
        Open("sealed class Moment");
        Line($"public {Real}[] x, hp{(_cell.HasMemory ? ", cp" : "")}, {string.Join(", ", Kept)};");
        Close();
        Line("readonly Stack<Moment> past = new Stack<Moment>();");
        Line("");
        Open($"public {Real} {_names.Train}({Real}[][] inputs, {Real}[][] targets, {Real} rate)");
        Line("past.Clear();");
        Line($"var outputs = new {Real}[inputs.Length][];");
        Line($"var {_names.State} = new {Real}[n];");
        if (_cell.HasMemory)
            Line($"var {_names.Memory} = new {Real}[n];");
        Open("for (int t = 0; t < inputs.Length; t++)");
        Line($"var moment = {_names.Forward}(inputs[t], {_names.State}{(_cell.HasMemory ? ", " + _names.Memory : "")});");
        Line("past.Push(moment);");
        Line($"outputs[t] = {_names.State} = moment.h;");
        if (_cell.HasMemory)
            Line($"{_names.Memory} = moment.c;");
        Close();
        WriteLoss("outputs[t]");
        WriteNewGradients(isLocal: false);
        WriteNothingComesBack();
        Open("for (int t = inputs.Length - 1; t >= 0; t--)");
        WriteLossGradient("past.Peek().h");
        Line(_cell.HasMemory ? $"(dh, dc) = {_names.Backward}(past.Pop(), dh, dc);" : $"dh = {_names.Backward}(past.Pop(), dh);");
        Close();
        WriteUpdate();
        Line("return loss;");
        Close();
        Line("");
        Open($"Moment {_names.Forward}({Real}[] x, {Real}[] hp{(_cell.HasMemory ? $", {Real}[] cp" : "")})");
        foreach (var array in Kept)
            Line($"var {array} = new {Real}[n];");
        WriteForward();
        Line($"return new Moment {{ x = x, hp = hp, {(_cell.HasMemory ? "cp = cp, " : "")}{string.Join(", ", Kept.Select(array => $"{array} = {array}"))} }};");
        Close();
        Line("");
        Open(_cell.HasMemory ? $"({Real}[], {Real}[]) {_names.Backward}(Moment moment, {Real}[] dh, {Real}[] dc)" : $"{Real}[] {_names.Backward}(Moment moment, {Real}[] dh)");
        foreach (var array in Kept.Prepend("hp").Prepend("x").Concat(_cell.HasMemory ? ["cp"] : Array.Empty<string>()))
            Line($"var {array} = moment.{array};");
        WriteCellBackward();
        Line(_cell.HasMemory ? "return (dhp, dcp);" : "return dhp;");
        Close();
    }

    private string Series(string array) => (array switch { "h" => _names.State, "c" => _names.Memory, _ => array }) + "s";

    private void WriteSeries(bool isLocal)
    {
        foreach (var array in Kept)
            Line($"{(isLocal ? "var " : "")}{Series(array)} = new {Real}[inputs.Length + 1][];");
        Line($"{Series("h")}[0] = new {Real}[n];");
        if (_cell.HasMemory)
            Line($"{Series("c")}[0] = new {Real}[n];");
    }

    private void WriteSeriesStep(bool isForward)
    {
        Line($"var x = inputs[t];");
        Line($"var hp = {Series("h")}[t];");
        if (_cell.HasMemory)
            Line($"var cp = {Series("c")}[t];");
        foreach (var array in Kept)
            Line($"var {array} = {Series(array)}[t + 1]{(isForward ? $" = new {Real}[n]" : "")};");
    }

    private void WriteForward()
    {
        foreach (var gate in _cell.Gates)
        {
            foreach (var made in _cell.Made.Where(made => made.Name == gate.Operand))
                Line($"for (int j = 0; j < n; j++) {made.Name}[j] = {made.Value};");
            Open("for (int j = 0; j < n; j++)");
            Line($"{Real} sum = {Bias(gate)}[j];");
            Line($"for (int k = 0; k < n; k++) sum += {Entry(Recurrent(gate), "j", "k", true)} * {gate.Operand}[k];");
            Line($"for (int k = 0; k < m; k++) sum += {Entry(Input(gate), "j", "k", false)} * x[k];");
            Line($"{gate.Name}[j] = {(gate.IsTanh ? "Tanh" : "Logistic")}(sum);");
            Close();
        }

        Open("for (int j = 0; j < n; j++)");
        foreach (var line in _cell.State)
            Line(line.Replace("@", F, StringComparison.Ordinal));
        Close();
    }

    private void WriteLoss(string output)
    {
        Line($"{Real} loss = 0;");
        Open($"for (int t = {FirstLoss}; t < inputs.Length; t++)");
        Line($"for (int j = 0; j < n; j++) loss += 0.5{F} * ({output}[j] - targets[t][j]) * ({output}[j] - targets[t][j]);");
        Close();
    }

    private string FirstLoss => _recipe.HasLossAtEachStep ? "0" : "inputs.Length - 1";

    private void WriteNewGradients(bool isLocal)
    {
        var made = isLocal ? "var " : "";
        foreach (var gate in _cell.Gates)
        {
            Line($"{made}{Gradient(Recurrent(gate))} = {NewMatrix(true)};");
            Line($"{made}{Gradient(Input(gate))} = {NewMatrix(false)};");
            Line($"{made}{Gradient(Bias(gate))} = new {Real}[n];");
        }
    }

    private void WriteNothingComesBack()
    {
        Line($"var dh = new {Real}[n];");
        if (_cell.HasMemory)
            Line($"var dc = new {Real}[n];");
    }

    private void WriteLossGradient(string output) =>
        Line($"{(_recipe.HasLossAtEachStep ? "" : "if (t == inputs.Length - 1) ")}for (int j = 0; j < n; j++) dh[j] += {output}[j] - targets[t][j];");

    private void WriteBackward()
    {
        WriteLossGradient("h");
        WriteCellBackward();
        Line("dh = dhp;");
        if (_cell.HasMemory)
            Line("dc = dcp;");
    }

    private void WriteCellBackward()
    {
        Line($"var dhp = new {Real}[n];");
        if (_cell.HasMemory)
            Line($"var dcp = new {Real}[n];");
        if (_cell.First.Length > 0 || _cell.Rest.Length > 0)
        {
            Open("for (int j = 0; j < n; j++)");
            foreach (var line in _cell.First)
                Line(line);
            if (_cell.Rest.Length > 0)
                Line($"dhp[j] = {_cell.Rest.Replace("@", F, StringComparison.Ordinal)};");
            Close();
        }

        foreach (var (name, toOutput, then) in _cell.Back)
            WriteGateBackward(_cell.Gates.Single(gate => gate.Name == name), toOutput.Replace("@", F, StringComparison.Ordinal), then);
    }

    private void WriteGateBackward(Gate gate, string toOutput, string[] then)
    {
        var (pre, own) = ("d_" + gate.Name, gate.Operand != "hp");
        var target = own ? "to_" + gate.Name : "dhp";
        Line($"var {pre} = new {Real}[n];");
        if (own)
            Line($"var {target} = new {Real}[n];");
        Open("for (int j = 0; j < n; j++)");
        var slope = gate.IsTanh ? $"(1 - {gate.Name}[j] * {gate.Name}[j])" : $"{gate.Name}[j] * (1 - {gate.Name}[j])";
        Line($"{pre}[j] = ({toOutput}) * {slope};");
        if (gate == Faulty)
            Line($"//! sigma-missing: {pre}[j] = {toOutput};");
        Line($"{Gradient(Bias(gate))}[j] += {pre}[j];");
        Marked(gate, "reversed", $"for (int k = 0; k < n; k++) {Entry(Gradient(Recurrent(gate)), "j", "k", true)} += {pre}[j] * {gate.Operand}[k];",
            $"for (int k = 0; k < n; k++) {Entry(Gradient(Recurrent(gate)), "k", "j", true)} += {pre}[j] * {gate.Operand}[k];");
        Line($"for (int k = 0; k < m; k++) {Entry(Gradient(Input(gate)), "j", "k", false)} += {pre}[j] * x[k];");
        Close();
        var loops = _recipe.SumsOverRows ? ("j", "k") : ("k", "j");
        Open($"for (int {loops.Item1} = 0; {loops.Item1} < n; {loops.Item1}++)");
        Marked(gate, "transposed", $"for (int {loops.Item2} = 0; {loops.Item2} < n; {loops.Item2}++) {target}[k] += {Entry(Recurrent(gate), "j", "k", true)} * {pre}[j];",
            $"for (int {loops.Item2} = 0; {loops.Item2} < n; {loops.Item2}++) {target}[k] += {Entry(Recurrent(gate), "k", "j", true)} * {pre}[j];");
        Close();
        if (then.Length > 0)
        {
            Open("for (int j = 0; j < n; j++)");
            foreach (var line in then)
                Line(line);
            Close();
        }
    }

    private void Marked(Gate gate, string kind, string right, string wrong) => Line(gate == Faulty ? $"{right}  //! {kind}: {wrong}" : right);

    private void WriteUpdate()
    {
        Open("for (int j = 0; j < n; j++)");
        foreach (var gate in _cell.Gates)
        {
            Line($"{Bias(gate)}[j] -= rate * {Gradient(Bias(gate))}[j];");
            Line($"for (int k = 0; k < n; k++) {Entry(Recurrent(gate), "j", "k", true)} -= rate * {Entry(Gradient(Recurrent(gate)), "j", "k", true)};");
            Line($"for (int k = 0; k < m; k++) {Entry(Input(gate), "j", "k", false)} -= rate * {Entry(Gradient(Input(gate)), "j", "k", false)};");
        }

        Close();
    }

    private void WriteHarness()
    {
        var sequence = Real == "float" ? "Numeric.Single(Numeric.Sequence({0}))" : "Numeric.Sequence({0})";
        Line("");
        Line("//--- harness");
        Open("static class Harness");
        Open("public static (double[] implemented, double[] numeric) Gradient(int seed)");
        Line($"var net = new {_names.Class}(3, 2, seed);");
        Line($"var p = Numeric.Fields(net, {string.Join(", ", Parameters.Select(name => '"' + name + '"'))});");
        Line("Numeric.Fill(seed, 1.2, p);");
        Line($"var xs = {string.Format(CultureInfo.InvariantCulture, sequence, "seed + 1, 5, 2")};");
        Line($"var ys = {string.Format(CultureInfo.InvariantCulture, sequence, "seed + 2, 5, 3")};");
        Line($"var g = Numeric.FromUpdate(1, () => net.{_names.Train}(xs, ys, 1), p);");
        Line($"return (g, Numeric.Differences(() => net.{_names.Train}(xs, ys, 0), p));");
        Close();
        Close();
    }

    private void Open(string line)
    {
        Line(line);
        Line("{");
        _depth++;
    }

    private void Close()
    {
        _depth--;
        Line("}");
    }

    private void Line(string line) => _text.Append(' ', line.Length == 0 ? 0 : 4 * _depth).Append(line).Append('\n');
}
