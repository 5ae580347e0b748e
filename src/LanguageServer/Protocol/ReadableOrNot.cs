using System.Buffers;
using System.Text;
using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace RnnLint.LanguageServer.Protocol;

/// <summary>
/// Reads messages, and outlives those that cannot be read: the library would end the connection, where JSON-RPC 2.0 (§5.1) asks for an error and
/// goes on. In the place of such a message comes a notification of nothing.
/// </summary>
internal sealed class ReadableOrNot : SystemTextJsonFormatter, IJsonRpcMessageFormatter, IJsonRpcMessageTextFormatter
{
    /// <summary>The method of the notification that stands for what could not be read.</summary>
    public const string Nothing = "$/rnnlint/nothing";

    /// <summary>Told the code and the words of the error.</summary>
    public Action<int, string> Unreadable { get; set; } = (_, _) => { };

    JsonRpcMessage IJsonRpcMessageFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer) => Read(contentBuffer, () => Deserialize(contentBuffer));

    JsonRpcMessage IJsonRpcMessageTextFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer, Encoding encoding) => Read(contentBuffer, () => Deserialize(contentBuffer, encoding));

    private JsonRpcMessage Read(ReadOnlySequence<byte> content, Func<JsonRpcMessage> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or NotSupportedException or ArgumentException)
        {
            if (IsJson(content))
                Unreadable(ErrorCodes.InvalidRequest, "this is no request, notification or response");
            else
                Unreadable(ErrorCodes.ParseError, "this is not JSON");
            return new JsonRpcRequest { Method = Nothing };
        }
    }

    private static bool IsJson(ReadOnlySequence<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
