using System.Text.Json;
using RnnLint.Derivation;

namespace RnnLint.Explaining;

/// <summary>Derivations for programs, as docs/explain.md describes them. Fields are added, never changed, within one <c>version</c>.</summary>
public static class ExplanationJson
{
    private const int ShapeVersion = 1;

    /// <summary>Significant digits of the largest number of a matrix.</summary>
    private const int JsonDigits = 9;

    private const int DriftDecimals = 4;

    public static void Write(IEnumerable<ExplainedCell> cells, ReportPaths paths, TextWriter writer) => JsonText.Write(writer, json => Write(cells, paths, json));

    public static void Write(IEnumerable<ExplainedCell> cells, ReportPaths paths, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", ShapeVersion);
        json.WriteString("tool", $"rnnlint {ToolVersion.Current}");
        WriteArray(json, "cells", cells, cell => WriteCell(json, cell, paths));
        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, ExplainedCell cell, ReportPaths paths)
    {
        json.WriteStartObject();
        json.WriteString("type", cell.Report.Type.ToDisplayString());
        json.WriteString("route", cell.Report.Route);
        WriteArray(json, "findings", cell.Findings, finding =>
        {
            json.WriteStartObject();
            json.WriteString("verdict", finding.Verdict.ToString());
            json.WriteString("matrix", finding.Matrix);
            json.WriteString("message", finding.Message);
            WritePlace(json, cell.PlaceOf(finding.Location), paths);
            json.WriteEndObject();
        });
        json.WriteString("obstacle", cell.Explanation.Obstacle);
        WriteArray(json, "steps", cell.Explanation.Steps, step =>
        {
            json.WriteStartObject();
            json.WriteString("kind", step.Kind.ToString());
            json.WriteString("title", step.Title);
            WriteArray(json, "places", step.Sites.Select(site => cell.PlaceOf(site.Syntax.GetLocation())).OfType<Place>(), place =>
            {
                json.WriteStartObject();
                WritePlace(json, place, paths);
                json.WriteEndObject();
            });
            WriteArray(json, "blocks", step.Blocks, block => WriteBlock(json, block));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter json, Block block)
    {
        json.WriteStartObject();
        switch (block)
        {
            case Prose prose:
                WriteArray(json, "prose", prose.Parts, part => WriteInline(json, part));
                break;
            case Relation relation:
                var (plain, latex) = (FormulaText.Plain(relation.Sides), FormulaText.Latex(relation.Sides));
                WriteArray(json, "relation", Enumerable.Range(0, plain.Count), side => WriteFormula(json, plain[side], latex[side]));
                break;
            case FormulaMatrix matrix:
                json.WritePropertyName("name");
                WriteFormula(json, matrix.Name);
                WriteArray(json, "matrix", matrix.Rows, row => WriteItems(json, row, cell => WriteFormula(json, cell)));
                break;
            case FigureTable table:
                WriteTable(json, table);
                break;
            case HypothesisTable hypotheses:
                WriteTable(json, hypotheses.Figures);
                WriteArray(json, "hypotheses", hypotheses.Rows, row => WriteHypothesis(json, row));
                break;
            case DriftTable drift:
                WriteTable(json, drift.Figures);
                WriteArray(json, "drift", drift.Rows, row => WriteDrift(json, row));
                break;
            case JacobianNumbers numbers:
                WriteNumbers(json, numbers);
                break;
            case Network network:
                WriteNetwork(json, network);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, FigureTable table)
    {
        WriteArray(json, "head", table.Head, json.WriteStringValue);
        WriteArray(json, "rows", table.Rows, row => WriteItems(json, row, json.WriteStringValue));
    }

    private static void WriteHypothesis(Utf8JsonWriter json, Hypothesis hypothesis)
    {
        json.WriteStartObject();
        json.WriteString("hypothesis", hypothesis.Name);
        WriteFigure(json, "error", hypothesis.Error);
        json.WriteBoolean("accepted", hypothesis.IsAccepted);
        json.WriteEndObject();
    }

    /// <summary>As far as its digits are the same on every machine.</summary>
    private static void WriteDrift(Utf8JsonWriter json, GradientDrift drift)
    {
        json.WriteStartObject();
        json.WriteNumber("steps", drift.Steps);
        WriteFigure(json, "angle", Math.Round(drift.Angle, DriftDecimals));
        WriteFigure(json, "ratio", Math.Round(drift.Ratio, DriftDecimals));
        json.WriteEndObject();
    }

    private static void WriteFigure(Utf8JsonWriter json, string name, double figure)
    {
        json.WritePropertyName(name);
        if (double.IsFinite(figure))
            json.WriteNumberValue(figure);
        else
            json.WriteNullValue();
    }

    private static void WriteNumbers(Utf8JsonWriter json, JacobianNumbers numbers)
    {
        json.WritePropertyName("entry");
        WriteFormula(json, numbers.Entry);
        json.WriteNumber("step", numbers.Step);
        WriteRows("demanded", numbers.Demanded);
        WriteRows("implemented", numbers.Implemented);
        WriteRows("difference", numbers.Difference);

        // The last bits are not the same on every machine.
        void WriteRows(string name, IEnumerable<IReadOnlyList<double>> rows) =>
            WriteArray(json, name, rows, row => WriteItems(json, row, number => json.WriteNumberValue(Math.Round(number, numbers.Decimals(JsonDigits)) + 0.0)));
    }

    private static void WriteNetwork(Utf8JsonWriter json, Network network)
    {
        WriteArray(json, "nodes", Enumerable.Range(0, network.Units), json.WriteNumberValue);
        WriteArray(json, "edges", network.Connections, connection =>
        {
            json.WriteStartObject();
            json.WriteNumber("from", connection.From);
            json.WriteNumber("to", connection.To);
            json.WritePropertyName("weight");
            WriteFormula(json, connection.Weight);
            json.WritePropertyName("taken");
            if (connection.Taken is { } taken)
                WriteFormula(json, taken);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        });
    }

    private static void WriteInline(Utf8JsonWriter json, Inline part)
    {
        switch (part)
        {
            case Maths maths:
                WriteFormula(json, maths.Formula);
                break;
            case InCode code:
                json.WriteStartObject();
                json.WriteString("code", code.Text);
                json.WriteEndObject();
                break;
            case Words words:
                json.WriteStartObject();
                json.WriteString("words", words.Text);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteFormula(Utf8JsonWriter json, Formula formula) => WriteFormula(json, FormulaText.Plain([formula])[0], FormulaText.Latex([formula])[0]);

    private static void WriteFormula(Utf8JsonWriter json, string plain, string latex)
    {
        json.WriteStartObject();
        json.WriteString("text", plain);
        json.WriteString("latex", latex);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, Place? place, ReportPaths paths)
    {
        if (place is null)
            return;
        json.WriteString("file", paths.Display(place.Path));
        json.WriteNumber("line", place.Line);
        json.WriteNumber("column", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WritePropertyName(name);
        WriteItems(json, items, write);
    }

    private static void WriteItems<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
