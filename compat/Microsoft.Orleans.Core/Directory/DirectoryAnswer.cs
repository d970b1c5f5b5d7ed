namespace Orleans.Runtime;

/// <summary>The directory's answer: addresses, or that the asked silo has another view.</summary>
internal readonly record struct DirectoryAnswer(bool IsOtherView, IReadOnlyList<GrainAddress> Addresses)
{
    private const int MaxAddresses = 100_000_000;

    public static readonly DirectoryAnswer OtherView = new(true, []);

    public GrainAddress? Address => Addresses.Count > 0 ? Addresses[0] : null;

    public static DirectoryAnswer Of(GrainAddress? address) => new(false, address is null ? [] : [address]);

    public byte[] Encode()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(IsOtherView);
        writer.Write(Addresses.Count);
        foreach (GrainAddress address in Addresses)
            GrainAddressCodec.Write(writer, address);
        writer.Flush();
        return stream.ToArray();
    }

    public static DirectoryAnswer Decode(ReadOnlyMemory<byte> payload)
    {
        using BinaryReader reader = new(new MemoryStream(payload.ToArray()));
        bool isOtherView = reader.ReadBoolean();
        int count = reader.ReadInt32();
        if (count is < 0 or > MaxAddresses)
            throw new InvalidDataException($"An answer of {count} addresses.");
        List<GrainAddress> addresses = new(Math.Min(count, 100_000));
        for (int i = 0; i < count; i++)
            addresses.Add(GrainAddressCodec.Read(reader)!);
        return new(isOtherView, addresses);
    }
}
