using System.Buffers.Binary;
using RagCluster.Storage.Sqlite.Pages;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>Which page belongs to what: followed from the schema down each tree, and along the list of free pages.</summary>
internal sealed class PageOwners
{
    private const int FreeListAt = 32;
    private const int FreePagesPerTrunk = (PageSum.PageBytes / 4) - 2;
    private readonly CommittedPages _pages;
    private readonly Dictionary<uint, string> _owners = [];
    private readonly HashSet<uint> _free = [];

    /// <summary>Follows everything.</summary>
    internal PageOwners(CommittedPages pages)
    {
        _pages = pages;
        IsFreeKnown = FollowFree();
        foreach (object?[] entry in Follow(1, "sqlite_master").Where(entry => entry.Length == 5))
        {
            if (entry is ["table", string table, _, long root, _] && root is > 1 and <= uint.MaxValue)
                Follow((uint)root, table);
            else if (entry is ["index", _, string indexed, long index, _] && index is > 1 and <= uint.MaxValue)
                Follow((uint)index, $"an index of {indexed}");
        }
    }

    /// <summary>Whether every free page is known: then what no tree leads to is lost from one, and no page that was given up.</summary>
    internal bool IsFreeKnown { get; }

    /// <summary>The table or index that a tree leads to a page from; null where none does.</summary>
    internal string? Of(uint page) => _owners.GetValueOrDefault(page);

    /// <summary>Whether what stands on a page is of the database as it is now.</summary>
    internal bool IsLive(uint page) => _owners.ContainsKey(page) || (IsFreeKnown && !_free.Contains(page));

    // Down one tree; a page of another kind, or one that was met before, is where a damaged page leads by mistake.
    private List<object?[]> Follow(uint root, string owner)
    {
        List<object?[]> rows = [];
        bool? isTable = null;
        Stack<uint> open = new([root]);
        while (open.TryPop(out uint number))
        {
            if (_owners.ContainsKey(number) || _free.Contains(number) || _pages.Read(number) is not { } bytes)
                continue;
            // The head of a leaf may be damaged: it belongs to the tree all the same.
            _owners[number] = owner;
            if (TreePage.Parse(number, bytes) is not { } page)
                continue;
            if (page.IsTable != (isTable ??= page.IsTable))
            {
                _owners.Remove(number);
                continue;
            }

            foreach (uint child in page.Children)
                open.Push(child);
            if (owner == "sqlite_master" && page.IsLeaf)
                rows.AddRange(page.Cells.Select(cell => StoredCell.Read(page, cell, _pages.Read)?.Values).OfType<object?[]>());
        }

        return rows;
    }

    private bool FollowFree()
    {
        if (_pages.Read(1) is not { } first)
            return false;
        uint trunk = BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(FreeListAt));
        uint count = BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(FreeListAt + 4));
        while (trunk != 0)
        {
            if (_pages.Read(trunk) is not { } bytes || !_free.Add(trunk))
                return false;
            uint leaves = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4));
            if (leaves > FreePagesPerTrunk)
                return false;
            for (int i = 0; i < leaves; i++)
            {
                uint leaf = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8 + (4 * i)));
                if (leaf == 0 || leaf > _pages.Count || !_free.Add(leaf))
                    return false;
            }

            trunk = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }

        return _free.Count == count;
    }
}
