namespace RnnLint.Loading;

/// <summary>How far a run has come.</summary>
public sealed record Stage(string Text, int Done, int Total)
{
    public override string ToString() => Total > 0 ? $"{Text} ({Done}/{Total})" : Text;
}
