using System.Buffers.Binary;
using Orleans.Serialization;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>What each side says of itself before anything else.</summary>
/// <param name="ClusterId">Both sides have the same.</param>
/// <param name="ServiceId">Both sides have the same.</param>
/// <param name="Sender">Who speaks; clients have negative generations.</param>
/// <param name="Expected">Whom the connecting side means to reach; null for any silo at the endpoint.</param>
/// <param name="Error">Why the other side is refused; null when it is not.</param>
internal sealed record Handshake(string ClusterId, string ServiceId, SiloAddress Sender, SiloAddress? Expected, string? Error)
{
    private const uint Magic = 0x43474152;
    private const uint Version = 1;
    private const int BytesMax = 4096;

    public async Task WriteAsync(Stream stream, FrameKind kind, CancellationToken cancellationToken)
    {
        byte[] frame = Encode(kind);
        await stream.WriteAsync(frame, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <exception cref="SerializerException">The other side speaks another protocol.</exception>
    public static async Task<(FrameKind Kind, Handshake Value)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] header = new byte[4];
        await stream.ReadExactlyAsync(header, cancellationToken);
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > BytesMax)
            throw new SerializerException($"A first frame of {length} bytes is not of this protocol.");
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return Decode(body);
    }

    private static (FrameKind Kind, Handshake Value) Decode(byte[] body)
    {
        WireReader reader = WireReader.Rent(body, 0, body.Length, null);
        try
        {
            FrameKind kind = (FrameKind)reader.ReadByte();
            if (reader.ReadFixed32() != Magic)
                throw new SerializerException("The first frame is not of this protocol.");
            ulong version = reader.ReadVarUInt();
            if (version != Version)
                throw new SerializerException($"The other side speaks version {version} of the protocol, this side version {Version}.");
            Handshake value = new(
                reader.ReadText(),
                reader.ReadText(),
                Address(reader.ReadText())!,
                Address(reader.ReadText()),
                Optional(reader.ReadText())
            );
            return value.Sender is null ? throw new SerializerException("The first frame names no sender.") : (kind, value);
        }
        finally
        {
            reader.Return();
        }
    }

    private static SiloAddress? Address(string text)
    {
        if (text.Length == 0)
            return null;
        bool isClient = text[0] == '-';
        if (!SiloAddress.TryParse(isClient ? text[1..] : text, out SiloAddress? address))
            throw new SerializerException($"\"{text}\" is no address.");
        return isClient ? SiloAddress.New(address.Endpoint, -address.Generation) : address;
    }

    private static string Text(SiloAddress? address) =>
        address switch
        {
            null => "",
            { IsClient: true } => "-" + SiloAddress.New(address.Endpoint, -address.Generation).ToParsableString(),
            _ => address.ToParsableString(),
        };

    private static string? Optional(string text) => text.Length == 0 ? null : text;

    private byte[] Encode(FrameKind kind)
    {
        WireWriter writer = WireWriter.Rent();
        try
        {
            writer.Take(4);
            writer.WriteByte((byte)kind);
            writer.WriteFixed32(Magic);
            writer.WriteVarUInt(Version);
            writer.WriteText(ClusterId);
            writer.WriteText(ServiceId);
            writer.WriteText(Text(Sender));
            writer.WriteText(Text(Expected));
            writer.WriteText(Error ?? "");
            BinaryPrimitives.WriteInt32LittleEndian(writer.At(0, 4), writer.Position - 4);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Return();
        }
    }
}
