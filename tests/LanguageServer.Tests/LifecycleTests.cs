using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace RnnLint.LanguageServer.Tests;

/// <summary>The server as a process of its own, spoken to in plain bytes.</summary>
public class LifecycleTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{}}}""";

    [Fact]
    public async Task Initialize_shutdown_exit_ends_with_0()
    {
        using var server = new Spawned();
        (await server.AskAsync(Initialize)).GetProperty("result").GetProperty("serverInfo").GetProperty("name").GetString().ShouldBe("rnnlint");
        (await server.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"shutdown"}""")).GetProperty("result").ValueKind.ShouldBe(JsonValueKind.Null);
        await server.SendAsync("""{"jsonrpc":"2.0","method":"exit"}""");

        (await server.ExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Exit_without_shutdown_ends_with_1()
    {
        using var server = new Spawned();
        await server.AskAsync(Initialize);
        await server.SendAsync("""{"jsonrpc":"2.0","method":"exit"}""");

        (await server.ExitAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_vanishes_takes_the_server_with_it()
    {
        using var server = new Spawned();
        await server.AskAsync(Initialize);
        server.HangUp();

        (await server.ExitAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.cs"},"position":{"line":0,"character":0}}}""", -32002)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"no/such"}""", -32601)]
    public async Task Before_initialize_requests_are_refused(string request, int code)
    {
        using var server = new Spawned();

        Code(await server.AskAsync(request)).ShouldBe(code);
        (await server.AskAsync(Initialize)).TryGetProperty("result", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"no/such","params":{}}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"capabilities":{}}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{"textDocument":3}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params""", -32700)]
    [InlineData("""[]""", -32600)]
    [InlineData("""{"jsonrpc":"2.0"}""", -32600)]
    public async Task What_makes_no_sense_is_answered_and_the_server_goes_on(string request, int code)
    {
        using var server = new Spawned();
        await server.AskAsync(Initialize);

        Code(await server.AskAsync(request)).ShouldBe(code);
        (await server.AskAsync("""{"jsonrpc":"2.0","id":8,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.cs"},"position":{"line":0,"character":0}}}"""))
            .GetProperty("result").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"no/such"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/no/such","params":{"a":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///never.cs","version":1},"contentChanges":[{"text":""}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}""")]
    public async Task A_notification_is_never_answered(string notification)
    {
        using var server = new Spawned();
        await server.AskAsync(Initialize);
        await server.SendAsync(notification);

        (await server.AskAsync("""{"jsonrpc":"2.0","id":9,"method":"shutdown"}""")).GetProperty("id").GetInt32().ShouldBe(9);
    }

    /// <summary>Each of two requests with one id is answered, whatever the client makes of that.</summary>
    [Fact]
    public async Task An_id_that_is_used_twice_is_answered_twice()
    {
        const string Hover = """{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.cs"},"position":{"line":0,"character":0}}}""";
        using var server = new Spawned();
        await server.AskAsync(Initialize);
        await server.SendAsync(Hover);
        await server.SendAsync(Hover);

        (await server.AnswerAsync()).GetProperty("id").GetInt32().ShouldBe(7);
        (await server.AnswerAsync()).GetProperty("id").GetInt32().ShouldBe(7);
        (await server.AskAsync("""{"jsonrpc":"2.0","id":8,"method":"shutdown"}""")).GetProperty("id").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task After_shutdown_requests_are_refused()
    {
        using var server = new Spawned();
        await server.AskAsync(Initialize);
        await server.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"shutdown"}""");

        Code(await server.AskAsync("""{"jsonrpc":"2.0","id":3,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.cs"},"position":{"line":0,"character":0}}}""")).ShouldBe(-32600);
    }

    [Fact]
    public async Task Diagnose_and_version_say_what_there_is()
    {
        (await Spawned.RunAsync("--diagnose")).ShouldContain("MSBuild: ");
        (await Spawned.RunAsync("--version")).ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    private static int Code(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetInt32();

    private sealed class Spawned : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly Process _process;

        public Spawned() => _process = Process.Start(StartInfo(""))!;

        public static async Task<string> RunAsync(string argument)
        {
            using var process = Process.Start(StartInfo(argument))!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Patience);
            process.ExitCode.ShouldBe(0);
            return output;
        }

        public async Task SendAsync(string json)
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            await _process.StandardInput.BaseStream.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n"));
            await _process.StandardInput.BaseStream.WriteAsync(bytes);
            await _process.StandardInput.BaseStream.FlushAsync();
        }

        /// <summary>The next message with an id; what the server says of its own accord is passed over.</summary>
        public async Task<JsonElement> AskAsync(string json)
        {
            await SendAsync(json);
            return await AnswerAsync();
        }

        public async Task<JsonElement> AnswerAsync()
        {
            while (true)
            {
                var message = await ReadAsync().WaitAsync(Patience);
                if (message.TryGetProperty("id", out _) && !message.TryGetProperty("method", out _))
                    return message;
            }
        }

        public void HangUp() => _process.StandardInput.Close();

        public async Task<int> ExitAsync()
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill();
            _process.Dispose();
        }

        private static ProcessStartInfo StartInfo(string arguments) => new("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "rnnlint-server.dll")}\" {arguments}") { RedirectStandardInput = true, RedirectStandardOutput = true };

        private async Task<JsonElement> ReadAsync()
        {
            var stream = _process.StandardOutput.BaseStream;
            var header = new StringBuilder();
            var one = new byte[1];
            while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                (await stream.ReadAsync(one)).ShouldBe(1, "the server closed its output");
                header.Append((char)one[0]);
            }

            // Nothing but the protocol may stand there.
            header.ToString().ShouldStartWith("Content-Length: ");
            var body = new byte[int.Parse(header.ToString().Split("\r\n")[0]["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body);
            return JsonDocument.Parse(body).RootElement;
        }
    }
}
