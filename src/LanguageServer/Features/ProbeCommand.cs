using System.Globalization;
using System.Text.Json;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Protocol;
using RnnLint.Probing;

namespace RnnLint.LanguageServer.Features;

/// <summary>What a cell shows at sizes, lengths and seeds that a person chose, beside what the analysis says of it.</summary>
internal static class ProbeCommand
{
    private const int FewestUnits = 2, MostUnits = 16, FewestSteps = 2, MostSteps = 32, MostSeeds = 10;

    private const double Rounding = 1e-12;

    /// <param name="cell">The cell, in the state of the code that it belongs to.</param>
    /// <exception cref="ProtocolException">where the arguments make no sense, or the cell cannot be probed.</exception>
    /// <exception cref="OperationCanceledException">when cancelled, or when the code has become another.</exception>
    public static async Task<JsonElement?> ExecuteAsync(CommandArguments arguments, Cell cell, UnitState unit, CancellationToken cancellation)
    {
        var (units, steps, seeds) = Choice(arguments);
        if (cell.IsStale)
            throw new ProtocolException(ErrorCodes.RequestFailed, $"{arguments.Command}: the code does not compile as it is now; mend it first");
        var (report, points) = await Task.Run(() => unit.ProbeAt(cell, units, steps, seeds, cancellation), cancellation);
        if (report is null || points.IsEmpty)
            throw new ProtocolException(ErrorCodes.RequestFailed, $"{arguments.Command}: {cell.Report.Route} cannot be traced again: {cell.Report.Findings.Select(finding => finding.Cause).FirstOrDefault(cause => cause.Length > 0) ?? "it was not found"}");
        return CommandResult.Of(json =>
        {
            json.WriteString("type", report.Type.ToDisplayString());
            json.WriteString("route", report.Route);
            json.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                json.WriteStartObject();
                json.WriteString("verdict", finding.Verdict.ToString());
                json.WriteString("matrix", finding.Matrix);
                json.WriteString("message", finding.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("points");
            foreach (var point in points)
                Write(json, point);
            json.WriteEndArray();
        });
    }

    /// <exception cref="ProtocolException">where they make no sense.</exception>
    public static (int Units, int Steps, IReadOnlyList<int> Seeds) Choice(CommandArguments arguments)
    {
        var chosen = arguments.Object(1);
        var first = CellProber.FirstDraw;
        return (arguments.Number(chosen, "units", FewestUnits, MostUnits, first.Size), arguments.Number(chosen, "steps", FewestSteps, MostSteps, first.Steps), arguments.Numbers(chosen, "seeds", MostSeeds, [first.Seed]));
    }

    /// <summary>The last bits are not the same on every machine.</summary>
    private static double Rounded(double error) => error < Rounding ? 0 : double.Parse(error.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, ProbedPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("units", point.Point.Size);
        json.WriteNumber("steps", point.Point.Steps);
        json.WriteNumber("seed", point.Point.Seed);
        json.WriteNumber("positiveShare", point.Point.PositiveShare);
        if (point.Stop is { } stop)
            json.WriteString("stop", stop);
        json.WriteBoolean("lacksSteps", point.LacksSteps);
        json.WriteStartArray("matrices");
        foreach (var matrix in point.Matrices)
        {
            json.WriteStartObject();
            json.WriteString("matrix", matrix.Matrix);
            json.WriteString("shows", matrix.Shows.ToString());
            json.WriteString("cause", matrix.Cause);
            json.WriteNumber("compared", matrix.Compared);
            json.WriteStartObject("errors");
            foreach (var error in matrix.Errors.DistinctBy(error => error.Hypothesis))
            {
                json.WritePropertyName(error.Hypothesis);
                if (double.IsFinite(error.Error))
                    json.WriteNumberValue(Rounded(error.Error));
                else
                    json.WriteNullValue();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
