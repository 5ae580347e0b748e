using RnnLint.LanguageServer.Protocol;
using RnnLint.LanguageServer.Workspaces;
using System.Text.Json;

namespace RnnLint.LanguageServer;

/// <summary>Shows the client that a folder is being read (LSP 3.17, work done progress).</summary>
/// <param name="token">Null for a client that shows no progress.</param>
internal sealed class LoadingProgress(IClient client, string? token) : ILoading
{
    public async Task BeginAsync(string title, CancellationToken cancellation)
    {
        if (token is null)
            return;
        try
        {
            await client.RequestAsync<WorkDoneProgressCreateParams, JsonElement?>("window/workDoneProgress/create", new(token), cancellation);
        }
        catch (RequestFailedException)
        {
            // It is shown or it is not; the folder is read all the same.
        }

        await client.NotifyAsync("$/progress", new ProgressParams(token, new("begin", Title: title, Cancellable: false)));
    }

    public void Report(string file)
    {
        if (token is not null)
            _ = client.NotifyAsync("$/progress", new ProgressParams(token, new("report", Message: file)));
    }

    public async ValueTask DisposeAsync()
    {
        if (token is not null)
            await client.NotifyAsync("$/progress", new ProgressParams(token, new("end")));
    }
}
