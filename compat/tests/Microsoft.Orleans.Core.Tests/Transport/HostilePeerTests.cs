using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Wire;

namespace Orleans.Core.Tests.Transport;

/// <summary>Peers that send what no peer should: their connection ends or their call fails, and nobody else is disturbed.</summary>
public sealed class HostilePeerTests : IAsyncLifetime
{
    private const int Rounds = 3000;
    private SiloHost _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloHost.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Garbage_EndsItsConnectionOnly()
    {
        Random random = new(4);
        for (int round = 0; round < 20; round++)
        {
            using TcpClient peer = new();
            await peer.ConnectAsync(_silo.Address.Endpoint);
            byte[] bytes = new byte[random.Next(4, 300)];
            random.NextBytes(bytes);
            await using NetworkStream stream = peer.GetStream();
            await stream.WriteAsync(bytes);
            await ReadToEndAsync(stream);
        }

        Assert.Equal(_silo.Address.ToString(), await _silo.Grains.GetGrain<IProbeGrain>("a").Where());
    }

    [Fact]
    public async Task GarbageAfterTheHandshake_EndsItsConnectionOnly()
    {
        using TcpClient peer = await GreetAsync();
        await peer.GetStream().WriteAsync(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3 });
        await ReadToEndAsync(peer.GetStream());
        Assert.Equal(_silo.Address.ToString(), await _silo.Grains.GetGrain<IProbeGrain>("a").Where());
    }

    [Fact]
    public async Task CallThatCannotBeRead_IsAnsweredWithAnError()
    {
        using TcpClient peer = await GreetAsync();
        // A request of correlation 5 that ends after its flags.
        await SendAsync(peer, [(byte)FrameKind.Request, 5, 0]);
        byte[] frame = await ReceiveAsync(peer);
        Assert.Equal((byte)FrameKind.Response, frame[0]);
        Assert.Equal(5, frame[1]);
        Assert.Contains("ends within", System.Text.Encoding.UTF8.GetString(frame), StringComparison.Ordinal);
    }

    [Fact]
    public void FlippedCalls_AreErrorsOrCalls()
    {
        GrainReferenceFactory references = _silo.Services.GetRequiredService<GrainReferenceFactory>();
        GrainReference grain = (GrainReference)_silo.Grains.GetGrain<IProbeGrain>("a");
        GrainMethod method = GrainMethodTable.DeclaredBy(typeof(IProbeGrain)).First(m => m.Method.Name == nameof(IProbeGrain.Ask));
        Message message = new()
        {
            TargetGrain = grain.GrainId,
            InterfaceType = grain.InterfaceType,
            RequestContext = new() { ["key"] = "value", ["number"] = 5 },
            Request = new GrainRequest(method, [grain]),
        };
        WireWriter writer = WireWriter.Rent();
        MessageCodec.WriteRequest(writer, 1, message, TimeProvider.System);
        byte[] bytes = writer.Written.ToArray();
        writer.Return();
        Random random = new(5);
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] copy = (byte[])bytes.Clone();
            copy[random.Next(2, copy.Length)] ^= (byte)(1 << random.Next(8));
            if (TryRead(copy, references))
                read++;
        }

        Assert.True(TryRead(bytes, references));
        Assert.InRange(read, 1, Rounds - 1);
    }

    private static bool TryRead(byte[] bytes, GrainReferenceFactory references)
    {
        WireReader reader = WireReader.Rent(bytes, 2, bytes.Length - 2, references);
        try
        {
            MessageCodec.ReadRequest(reader, TimeProvider.System, () => null!);
            return true;
        }
        catch (Exception exception) when (exception is SerializerException or ArgumentException)
        {
            return false;
        }
        finally
        {
            reader.Return();
        }
    }

    private async Task<TcpClient> GreetAsync()
    {
        TcpClient peer = new();
        await peer.ConnectAsync(_silo.Address.Endpoint);
        Handshake hello = new("default", "default", SiloAddress.New(_silo.Address.Endpoint, 1), _silo.Address, null);
        await hello.WriteAsync(peer.GetStream(), FrameKind.Hello, default);
        (FrameKind kind, Handshake _) = await Handshake.ReadAsync(peer.GetStream(), default);
        Assert.Equal(FrameKind.Welcome, kind);
        return peer;
    }

    private static async Task SendAsync(TcpClient peer, byte[] body)
    {
        byte[] header = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, body.Length);
        await peer.GetStream().WriteAsync(header);
        await peer.GetStream().WriteAsync(body);
    }

    private static async Task<byte[]> ReceiveAsync(TcpClient peer)
    {
        byte[] header = new byte[4];
        await peer.GetStream().ReadExactlyAsync(header);
        byte[] body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
        await peer.GetStream().ReadExactlyAsync(body);
        return body;
    }

    private static async Task ReadToEndAsync(NetworkStream stream)
    {
        try
        {
            using MemoryStream rest = new();
            await stream.CopyToAsync(rest).WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (IOException)
        {
            // Reset is an end, too.
        }
    }
}
