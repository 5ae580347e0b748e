using System.Globalization;
using System.Text.Json;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>The arguments of a command, read one by one; what makes no sense is said with the command's name and what it takes.</summary>
internal sealed class CommandArguments(ExecuteCommandParams asked)
{
    public string Command => asked.Command;

    /// <exception cref="ProtocolException">where it is none.</exception>
    public TextDocumentPositionParams Place()
    {
        try
        {
            if (asked.Arguments is [var first, ..] && first.Deserialize(ProtocolJson.Default.TextDocumentPositionParams) is { TextDocument.Uri: not null } place)
                return place;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw Refused("takes a place first: { textDocument, position }");
    }

    /// <summary>An object among the arguments; an empty one where it is left out and need not be there.</summary>
    /// <param name="shape">What it holds, for whoever got it wrong; null where it may be left out.</param>
    /// <exception cref="ProtocolException">where it is none.</exception>
    public JsonElement Object(int place, string? shape = null)
    {
        if (asked.Arguments is { } given && given.Count > place && given[place].ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            return given[place].ValueKind == JsonValueKind.Object ? given[place] : throw Refused($"takes an object as argument {(place + 1).ToString(CultureInfo.InvariantCulture)}");
        return shape is null ? JsonDocument.Parse("{}").RootElement : throw Refused("takes " + shape);
    }

    /// <exception cref="ProtocolException">where it is something else.</exception>
    public int Number(JsonElement from, string name, int fewest, int most, int otherwise) =>
        !from.TryGetProperty(name, out var given) ? otherwise
            : given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) && number >= fewest && number <= most ? number
            : throw Refused($"{name} is a whole number from {Text(fewest)} to {Text(most)}, not {given.GetRawText()}");

    /// <exception cref="ProtocolException">where they are something else.</exception>
    public IReadOnlyList<int> Numbers(JsonElement from, string name, int most, IReadOnlyList<int> otherwise)
    {
        if (!from.TryGetProperty(name, out var given))
            return otherwise;
        var numbers = new List<int>();
        if (given.ValueKind == JsonValueKind.Array)
            foreach (var one in given.EnumerateArray())
                if (one.ValueKind == JsonValueKind.Number && one.TryGetInt32(out var number))
                    numbers.Add(number);
        return given.ValueKind == JsonValueKind.Array && numbers.Count == given.GetArrayLength() && numbers.Count > 0 && numbers.Count <= most ? numbers
            : throw Refused($"{name} is a list of 1 to {Text(most)} whole numbers, not {given.GetRawText()}");
    }

    /// <exception cref="ProtocolException">where it is something else.</exception>
    public bool Flag(JsonElement from, string name) =>
        from.TryGetProperty(name, out var given) && (given.ValueKind is JsonValueKind.True or JsonValueKind.False ? given.GetBoolean() : throw Refused($"{name} is true or false, not {given.GetRawText()}"));

    /// <exception cref="ProtocolException">where it is none of them.</exception>
    public string Choice(JsonElement from, string name, params string[] choices) =>
        from.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.String && choices.Contains(given.GetString()) ? given.GetString()!
            : throw Refused($"{name} is {string.Join(", ", choices[..^1])} or {choices[^1]}{(given.ValueKind == JsonValueKind.Undefined ? "" : ", not " + given.GetRawText())}");

    /// <summary>The path of a document.</summary>
    /// <exception cref="ProtocolException">where there is none.</exception>
    public string? Document(JsonElement from, bool isNeeded) =>
        from.TryGetProperty("textDocument", out var document) && document.ValueKind == JsonValueKind.Object && document.TryGetProperty("uri", out var uri) && uri.ValueKind == JsonValueKind.String ? FilePaths.OfUri(uri.GetString()!)
            : isNeeded ? throw Refused("takes the document: textDocument with its uri") : null;

    private ProtocolException Refused(string why) => new(ErrorCodes.InvalidParams, why.StartsWith("takes ", StringComparison.Ordinal) ? $"{Command} {why}" : $"{Command}: {why}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a command answers with.</summary>
internal static class CommandResult
{
    public static JsonElement Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(bytes.ToArray()).RootElement;
    }
}
