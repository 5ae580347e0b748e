using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Workspaces;

namespace RnnLint.LanguageServer.Analysis;

/// <summary>The present state of the code. Safe for concurrent use.</summary>
internal sealed class Analyses(OpenDocuments documents, Workspace workspace) : IDisposable
{
    private readonly object _gate = new();
    private readonly ProbedTypes _known = new();
    private CodeState? _current;

    /// <summary>Made when it is first asked for after a change.</summary>
    public CodeState Current
    {
        get
        {
            lock (_gate)
            {
                if (_current is null)
                {
                    var open = documents.Current;
                    _current = new CodeState(open, workspace.Units(open), _known);
                }

                return _current;
            }
        }
    }

    /// <summary>The same, for those that must not wait for it to be made.</summary>
    public Task<CodeState> CurrentAsync() => Task.Run(() => Current);

    /// <summary>The code has become another: what is under way for the state before is given up.</summary>
    public void Renew()
    {
        // Making the next state may take long, and whoever tells of a change must not wait for it.
        Interlocked.Exchange(ref _current, null)?.Dispose();
    }

    public void Dispose()
    {
        Renew();
        _known.Dispose();
    }
}
