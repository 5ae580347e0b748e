using System.Text.Json;

namespace RnnLint.LanguageServer;

/// <summary>Whether the server shows diagnostics where the compiler does so as well.</summary>
internal enum DiagnosticsSetting
{
    /// <summary>Not in projects that refer to the analyzer: there the compiler reports the same.</summary>
    Auto,
    Always,
    Never,
}

/// <summary>What a person can choose: the section <c>rnnlint</c> of the client's configuration.</summary>
internal sealed record Settings
{
    public DiagnosticsSetting Diagnostics { get; init; } = DiagnosticsSetting.Auto;

    /// <summary>Also what was verified and what was not probed, as hints.</summary>
    public bool ShowHidden { get; init; }

    public bool CodeLens { get; init; } = true;

    public bool InlayHints { get; init; }

    /// <summary>How long an edit waits for the next one before the code is looked at, in milliseconds.</summary>
    public int Debounce { get; init; } = 150;

    /// <summary>Settings as the client sends them; what is missing, or no such value, stays as it is by default.</summary>
    public static Settings Of(JsonElement? section)
    {
        var settings = new Settings();
        if (section is not { ValueKind: JsonValueKind.Object } given)
            return settings;
        return settings with
        {
            Diagnostics = Text("diagnostics") is { } text && Enum.TryParse<DiagnosticsSetting>(text, ignoreCase: true, out var diagnostics) && Enum.IsDefined(diagnostics) ? diagnostics : settings.Diagnostics,
            ShowHidden = Flag("showHidden", settings.ShowHidden),
            CodeLens = Flag("codeLens", settings.CodeLens),
            InlayHints = Flag("inlayHints", settings.InlayHints),
            Debounce = given.TryGetProperty("debounce", out var debounce) && debounce.TryGetInt32(out var milliseconds) ? Math.Clamp(milliseconds, 0, 10_000) : settings.Debounce,
        };

        string? Text(string name) => given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        bool Flag(string name, bool otherwise) => given.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;
    }
}
