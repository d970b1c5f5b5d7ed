using System.Buffers.Binary;
using RagCluster.Storage.Sqlite.Pages;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>A page of a b-tree (SQLite, "Database File Format", section 1.6): its kind and where its cells begin.</summary>
internal sealed class TreePage
{
    private const int FirstPageHead = 100;
    private const int LeafHead = 8;
    private const int InteriorHead = 12;

    private TreePage(uint number, byte[] bytes)
    {
        Number = number;
        Bytes = bytes;
        Head = number == 1 ? FirstPageHead : 0;
        Kind = (TreePageKind)bytes[Head];
        int count = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(Head + 3));
        int start = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(Head + 5));
        ContentStart = start == 0 ? ushort.MaxValue + 1 : start;
        PointersAt = Head + (IsLeaf ? LeafHead : InteriorHead);
        PointersEnd = PointersAt + (2 * count);
    }

    /// <summary>The page's number.</summary>
    internal uint Number { get; }

    /// <summary>All of its bytes.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Where its head begins.</summary>
    internal int Head { get; }

    /// <summary>What it is.</summary>
    internal TreePageKind Kind { get; }

    /// <summary>Where the places of the cells begin.</summary>
    internal int PointersAt { get; }

    /// <summary>Where the places of the cells end.</summary>
    internal int PointersEnd { get; }

    /// <summary>Where the first cell begins.</summary>
    internal int ContentStart { get; }

    /// <summary>Whether no page is below it.</summary>
    internal bool IsLeaf => Kind is TreePageKind.LeafIndex or TreePageKind.LeafTable;

    /// <summary>Whether its rows have numbers.</summary>
    internal bool IsTable => Kind is TreePageKind.LeafTable or TreePageKind.InteriorTable;

    /// <summary>Where each cell begins.</summary>
    internal IEnumerable<int> Cells
    {
        get
        {
            for (int at = PointersAt; at < PointersEnd; at += 2)
                yield return BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(at));
        }
    }

    /// <summary>The pages below an interior one.</summary>
    internal IEnumerable<uint> Children =>
        IsLeaf
            ? []
            : Cells
                .Where(cell => cell >= PointersEnd && cell + 4 <= Bytes.Length)
                .Select(cell => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(cell)))
                .Append(BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(Head + LeafHead)));

    /// <summary>Reads a page's head; null when it is none of a b-tree's, or its places would not fit on it.</summary>
    internal static TreePage? Parse(uint number, byte[] bytes)
    {
        TreePage page = new(number, bytes);
        bool isPossible =
            page.Kind != TreePageKind.None
            && Enum.IsDefined(page.Kind)
            && page.PointersEnd <= bytes.Length
            && page.ContentStart <= bytes.Length;
        return isPossible && page.ContentStart >= page.PointersEnd ? page : null;
    }

    /// <summary>Whether cells of some lengths and the free places between them fill the page, as they do on one that is whole.</summary>
    internal bool IsFilledBy(IEnumerable<StoredCell> cells)
    {
        int used = cells.Sum(cell => Math.Max(4, cell.End - cell.Start)) + Bytes[Head + 7];
        int free = BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(Head + 1));
        // A free place says where the next one is, which lies behind it.
        for (int last = 0; free > last && free + 4 <= Bytes.Length; )
        {
            used += BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(free + 2));
            last = free;
            free = BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(free));
        }

        return used == PageSum.PageBytes - ContentStart;
    }
}
