using System.Net;
using System.Net.Sockets;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>The first steps of a connection: the socket, its security, and who speaks to whom.</summary>
internal static class ConnectionOpening
{
    private const int SilenceSeconds = 15;

    // IPPROTO_TCP and TCP_USER_TIMEOUT of tcp(7): how long bytes may stay unacknowledged, in milliseconds.
    private const int LevelTcp = 6;
    private const int UserTimeout = 18;

    public static async Task<Stream> ConnectAsync(ConnectionShared shared, IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        Socket socket = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Tune(socket);
            await socket.ConnectAsync(endpoint, cancellationToken);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            return shared.Security is { } security ? await security.SecureClientAsync(stream, endpoint, cancellationToken) : stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Small frames go at once, and a host that has vanished without a word is noticed.</summary>
    public static void Tune(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilenceSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SilenceSeconds / 3);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(LevelTcp, UserTimeout, BitConverter.GetBytes(2 * SilenceSeconds * 1000));
    }

    /// <summary>Says hello and waits for the answer; returns who answered.</summary>
    /// <exception cref="ConnectionFailedException">The other side refused, or is not the silo that is meant.</exception>
    public static async Task<SiloAddress> GreetAsync(
        ConnectionShared shared,
        Stream stream,
        SiloAddress? expected,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Own(shared, expected, null).WriteAsync(stream, FrameKind.Hello, cancellationToken);
            (FrameKind kind, Handshake? answer) = await Handshake.ReadAsync(stream, cancellationToken);
            if (kind != FrameKind.Welcome)
                throw new ConnectionFailedException(answer.Error ?? "The connection was refused.");
            return expected is null || answer.Sender.Equals(expected)
                ? answer.Sender
                : throw new ConnectionFailedException($"{answer.Sender} answered where {expected} was meant.");
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a hello and answers it; returns who said it.</summary>
    /// <exception cref="ConnectionFailedException">The other side belongs elsewhere.</exception>
    public static async Task<SiloAddress> AnswerAsync(
        ConnectionShared shared,
        Stream stream,
        bool isFromClients,
        CancellationToken cancellationToken
    )
    {
        (FrameKind kind, Handshake? hello) = await Handshake.ReadAsync(stream, cancellationToken);
        if (kind != FrameKind.Hello)
            throw new SerializerException($"A connection begins with {FrameKind.Hello}, not with {kind}.");
        string? error = Refuse(shared, hello, isFromClients);
        await Own(shared, hello.Sender, error).WriteAsync(stream, error is null ? FrameKind.Welcome : FrameKind.Refusal, cancellationToken);
        return error is null ? hello.Sender : throw new ConnectionFailedException(error);
    }

    private static string? Refuse(ConnectionShared shared, Handshake hello, bool isFromClients)
    {
        if (hello.Sender.IsClient != isFromClients)
            return isFromClients ? "Silos do not connect to a gateway." : "Clients connect to a gateway, not to a silo.";
        if (hello.ClusterId != shared.Cluster.ClusterId)
            return $"Cluster \"{hello.ClusterId}\" is not cluster \"{shared.Cluster.ClusterId}\" of {shared.Local}.";
        if (hello.ServiceId != shared.Cluster.ServiceId)
            return $"Service \"{hello.ServiceId}\" is not service \"{shared.Cluster.ServiceId}\" of {shared.Local}.";
        return hello.Expected is null || hello.Expected.Equals(shared.Local)
            ? null
            : $"{hello.Expected} is gone; {shared.Local} is in its place.";
    }

    private static Handshake Own(ConnectionShared shared, SiloAddress? expected, string? error) =>
        new(shared.Cluster.ClusterId, shared.Cluster.ServiceId, shared.Local, expected, error);
}
