namespace Orleans.Runtime;

/// <summary>How busy a silo is; travels with the answer to a probe.</summary>
internal readonly record struct SiloLoad(int ActivationCount, float CpuPercent, long UsedMemoryBytes, long MaximumMemoryBytes)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(ActivationCount);
        writer.Write(CpuPercent);
        writer.Write(UsedMemoryBytes);
        writer.Write(MaximumMemoryBytes);
    }

    public static SiloLoad Read(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadSingle(), reader.ReadInt64(), reader.ReadInt64());
}
