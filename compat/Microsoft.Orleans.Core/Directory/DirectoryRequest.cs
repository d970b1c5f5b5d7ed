namespace Orleans.Runtime;

/// <summary>A question to the directory, and the epoch in which it is asked.</summary>
internal readonly record struct DirectoryRequest(DirectoryOperation Operation, ViewEpoch Epoch, GrainAddress? Address)
{
    public byte[] Encode()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write((byte)Operation);
        writer.Write(Epoch.Number);
        writer.Write(Epoch.Hash);
        GrainAddressCodec.Write(writer, Address);
        writer.Flush();
        return stream.ToArray();
    }

    public static DirectoryRequest Decode(ReadOnlyMemory<byte> payload)
    {
        using BinaryReader reader = new(new MemoryStream(payload.ToArray()));
        return new((DirectoryOperation)reader.ReadByte(), new(reader.ReadInt32(), reader.ReadUInt32()), GrainAddressCodec.Read(reader));
    }
}
