using System.Net.Sockets;
using System.Text;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Server;

/// <summary>Sends requests as bytes, since a client library corrects or refuses what a hostile program sends.</summary>
internal sealed class RawHttp(Uri server)
{
    /// <summary>The name and port that a client puts into Host.</summary>
    internal string Authority => server.Authority;

    /// <summary>Sends a request with these headers, and Host unless one of them is.</summary>
    internal Task<RawReply> SendAsync(string method, string target, params (string Name, string Value)[] headers) =>
        SendAsync(method, target, [], headers);

    /// <summary>Sends a request with a body.</summary>
    internal Task<RawReply> SendAsync(string method, string target, byte[] body, params (string Name, string Value)[] headers)
    {
        StringBuilder head = new($"{method} {target} HTTP/1.1\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        if (!headers.Any(header => header.Name == "Host"))
            head.Append($"Host: {Authority}\r\n");
        foreach ((string name, string value) in headers)
            head.Append($"{name}: {value}\r\n");
        return SendBytesAsync([.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body]);
    }

    /// <summary>
    /// Sends bytes and reads until the server closes the connection, or begins a stream of events, which may have no end.
    /// </summary>
    /// <param name="request">The request, or several.</param>
    /// <param name="isEndless">Whether a stream of events is left at its beginning.</param>
    internal async Task<RawReply> SendBytesAsync(byte[] request, bool isEndless = false)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        using TcpClient client = new();
        await client.ConnectAsync(server.Host, server.Port, patience.Token);
        NetworkStream stream = client.GetStream();
        using MemoryStream received = new();
        try
        {
            await stream.WriteAsync(request, patience.Token);
            byte[] buffer = new byte[16 << 10];
            while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
            {
                await received.WriteAsync(buffer.AsMemory(0, read), patience.Token);
                if (isEndless && IsEvents(received))
                    break;
            }
        }
        catch (IOException) when (received.Length > 0)
        {
            // The server closed a connection on which more was being sent; its answer is here.
        }

        return RawReply.Parse(received.ToArray());
    }

    private static bool IsEvents(MemoryStream received)
    {
        ReadOnlySpan<byte> text = received.GetBuffer().AsSpan(0, (int)received.Length);
        int end = text.IndexOf("\r\n\r\n"u8);
        return end > 0 && text[..end].IndexOf("text/event-stream"u8) > 0;
    }
}
