namespace Orleans.Runtime;

/// <summary>Writes a view for another silo. Votes stay in the table.</summary>
internal static class MembershipViewCodec
{
    private const int MaxMembers = 100_000;

    public static byte[] Encode(MembershipView view)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(view.Version);
        writer.Write(view.Members.Count);
        foreach (var member in view.Members.Values.OrderBy(m => m.SiloAddress))
            Write(writer, member);
        writer.Flush();
        return stream.ToArray();
    }

    public static MembershipView Decode(ReadOnlyMemory<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()));
        var version = reader.ReadInt32();
        var count = reader.ReadInt32();
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
        foreach (var (key, value) in member.Metadata ?? new Dictionary<string, string>())
        {
            writer.Write(key);
            writer.Write(value);
        }
    }

    private static MembershipEntry Read(BinaryReader reader)
    {
        var entry = new MembershipEntry
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
        var count = reader.ReadInt32();
        if (count == 0)
            return entry;
        var metadata = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
            metadata[reader.ReadString()] = reader.ReadString();
        entry.Metadata = metadata;
        return entry;
    }
}
