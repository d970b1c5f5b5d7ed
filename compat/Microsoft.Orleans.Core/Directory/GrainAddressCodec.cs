namespace Orleans.Runtime;

/// <summary>Writes where a grain is active.</summary>
internal static class GrainAddressCodec
{
    public static void Write(BinaryWriter writer, GrainAddress? address)
    {
        writer.Write(address is not null);
        if (address is null)
            return;
        WriteBytes(writer, address.GrainId.Type.AsSpan());
        WriteBytes(writer, address.GrainId.Key.AsSpan());
        writer.Write(address.ActivationId.Key.ToByteArray());
        writer.Write(address.SiloAddress?.ToParsableString() ?? "");
    }

    public static GrainAddress? Read(BinaryReader reader)
    {
        if (!reader.ReadBoolean())
            return null;
        GrainId grain = new(new GrainType(ReadBytes(reader)), new IdSpan(ReadBytes(reader)));
        ActivationId activation = new(new Guid(reader.ReadBytes(16)));
        string silo = reader.ReadString();
        return new GrainAddress
        {
            GrainId = grain,
            ActivationId = activation,
            SiloAddress = silo.Length == 0 ? null : SiloAddress.FromParsableString(silo),
        };
    }

    private static void WriteBytes(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader reader) => reader.ReadBytes(reader.Read7BitEncodedInt());
}
