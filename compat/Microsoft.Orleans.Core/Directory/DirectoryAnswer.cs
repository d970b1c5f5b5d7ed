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
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(IsOtherView);
        writer.Write(Addresses.Count);
        foreach (var address in Addresses)
            GrainAddressCodec.Write(writer, address);
        writer.Flush();
        return stream.ToArray();
    }

    public static DirectoryAnswer Decode(ReadOnlyMemory<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()));
        var isOtherView = reader.ReadBoolean();
        var count = reader.ReadInt32();
        if (count is < 0 or > MaxAddresses)
            throw new InvalidDataException($"An answer of {count} addresses.");
        var addresses = new List<GrainAddress>(Math.Min(count, 100_000));
        for (var i = 0; i < count; i++)
            addresses.Add(GrainAddressCodec.Read(reader)!);
        return new(isOtherView, addresses);
    }
}
