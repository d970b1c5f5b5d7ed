namespace RagCluster.Shards.Files;

/// <summary>The numbers of the container that docs/segment-format.md describes.</summary>
internal static class FileLayout
{
    /// <summary>The version that this build writes and reads.</summary>
    internal const int Version = 1;

    /// <summary>Sections begin at multiples of this: a cache line, and the widest vector register.</summary>
    internal const int Alignment = 64;

    /// <summary>Bytes under one checksum: read in about 10 µs, and a checksum table of 64 KiB for 1 GiB.</summary>
    internal const int BlockBytes = 1 << 16;

    /// <summary>Bytes of the header at the file's beginning.</summary>
    internal const int HeaderBytes = 64;

    /// <summary>Bytes of the footer at the file's end.</summary>
    internal const int FooterBytes = 64;

    /// <summary>The longest section: its offsets fit an int with room for headers of a library's own.</summary>
    internal const int SectionBytesMax = 1 << 30;

    /// <summary>The most sections of a file.</summary>
    internal const int SectionCountMax = 256;

    /// <summary>The first eight bytes of a file.</summary>
    internal static ReadOnlySpan<byte> Head => "RAGSEG\r\n"u8;

    /// <summary>The last eight bytes of a file.</summary>
    internal static ReadOnlySpan<byte> Tail => "\nGESGAR\n"u8;

    /// <summary>The next multiple of <see cref="Alignment"/>.</summary>
    internal static long Align(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
