namespace Orleans.Runtime;

/// <summary>Writes a view for another silo. Votes stay in the table.</summary>
internal static class MembershipViewCodec
{
    private const int MaxMembers = 100_000;

    public static byte[] Encode(MembershipView view)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(view.Version);
        writer.Write(view.Members.Count);
        foreach (MembershipEntry? member in view.Members.Values.OrderBy(m => m.SiloAddress))
            Write(writer, member);
        writer.Flush();
        return stream.ToArray();
    }

    public static MembershipView Decode(ReadOnlyMemory<byte> payload)
    {
        using BinaryReader reader = new(new MemoryStream(payload.ToArray()));
        int version = reader.ReadInt32();
        int count = reader.ReadInt32();
        if (count is < 0 or > MaxMembers)
            throw new InvalidDataException($"A view of {count} members.");
        return MembershipView.Empty.Merge(Enumerable.Range(0, count).Select(_ => Read(reader)).ToList(), version);
    }

    private static void Write(BinaryWriter writer, MembershipEntry member)
    {
        writer.Write(member.SiloAddress.ToParsableString());
        writer.Write((byte)member.Status);
        writer.Write(member.StatusVersion);
        writer.Write(member.ProxyPort);
        writer.Write(member.HostName ?? "");
        writer.Write(member.SiloName ?? "");
        writer.Write(member.StartTime.Ticks);
        writer.Write(member.IAmAliveTime.Ticks);
        writer.Write(member.Metadata?.Count ?? 0);
        foreach ((string? key, string? value) in member.Metadata ?? new Dictionary<string, string>())
        {
            writer.Write(key);
            writer.Write(value);
        }
    }

    private static MembershipEntry Read(BinaryReader reader)
    {
        MembershipEntry entry = new()
        {
            SiloAddress = SiloAddress.FromParsableString(reader.ReadString()),
            Status = (SiloStatus)reader.ReadByte(),
            StatusVersion = reader.ReadInt32(),
            ProxyPort = reader.ReadInt32(),
            HostName = reader.ReadString(),
            SiloName = reader.ReadString(),
            StartTime = new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
            IAmAliveTime = new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        };
        int count = reader.ReadInt32();
        if (count == 0)
            return entry;
        Dictionary<string, string> metadata = new();
        for (int i = 0; i < count; i++)
            metadata[reader.ReadString()] = reader.ReadString();
        entry.Metadata = metadata;
        return entry;
    }
}
