using System.Text.Json;
using RnnLint.Cli.Fixing;

namespace RnnLint.Cli.Reports;

/// <summary>A verified fix as SARIF has it: what is replaced, file by file.</summary>
internal static class SarifFix
{
    public static void Write(Utf8JsonWriter json, VerifiedFix fix, SarifPlaces places)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        SarifReport.WriteText(json, "description", $"{fix.Title}.");
        json.WriteStartArray("artifactChanges");
        foreach (var file in fix.Replacements.GroupBy(replacement => replacement.Place.Path))
        {
            json.WriteStartObject();
            places.WriteArtifact(file.Key);
            json.WriteStartArray("replacements");
            foreach (var replacement in file)
            {
                json.WriteStartObject();
                places.WriteRegion("deletedRegion", replacement.Place);
                json.WriteStartObject("insertedContent");
                json.WriteString("text", replacement.Text);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
