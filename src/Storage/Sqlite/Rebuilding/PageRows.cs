namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>
/// The rows of one page. Whether a row is what was written its checksum says; so where a page is malformed, or a row does not read, the one
/// bit is looked for that makes everything on it fit. What it finds is what was written: no other row passes a checksum of 60 bits.
/// </summary>
/// <param name="tables">The tables that there are.</param>
/// <param name="pages">Reads the pages that long rows go on in.</param>
internal sealed class PageRows(StoredTable[] tables, CommittedPages pages)
{
    private const int HeadBytes = 12;
    private const int CellHeadBytes = 96;
    private const int BitsPerByte = 8;
    private const int OverflowPointerBytes = 4;
    private const int OverflowPagesMax = 256;

    /// <summary>Cells that no row could be read from.</summary>
    internal int Lost { get; private set; }

    /// <summary>Rows or pages in which a flipped bit was set right.</summary>
    internal int Corrected { get; private set; }

    /// <summary>The rows of a page.</summary>
    /// <param name="number">The page.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="expected">The table that a tree leads to the page from, or null.</param>
    internal List<StoredRow> Read(uint number, byte[] bytes, StoredTable? expected)
    {
        Dictionary<int, Found?> known = [];
        TreePage? page = TreePage.Parse(number, bytes);
        // A page between others holds no rows; but a leaf's first byte is one bit away from such a page's.
        if (page is { Kind: TreePageKind.InteriorTable })
            return page.Children.All(child => child > 1 && child <= pages.Count) ? [] : Rows(Refit(number, bytes, expected, known) ?? []);
        List<Found?>? found = page is null ? null : Cells(page, expected, known);
        if (found is not null && IsWhole(page!, found))
            return Rows(found);
        if (expected is null && found?.Exists(cell => cell is { Row.IsIntact: true }) != true)
            return [];
        if (Refit(number, bytes, expected, known) is { } refitted)
        {
            Corrected++;
            return Rows(refitted);
        }

        if (found is null)
        {
            Lost++;
            return [];
        }

        int[] cells = [.. page!.Cells];
        for (int i = 0; i < found.Count; i++)
        {
            if (found[i] is not { Row.IsIntact: true })
                found[i] = Mend(page, cells[i], expected ?? TableOf(found), found[i]);
        }

        Lost += found.Count(cell => cell is null);
        return Rows(found);
    }

    private static bool IsWhole(TreePage page, List<Found?> found) =>
        found.TrueForAll(cell => cell is { Row.IsIntact: true }) && page.IsFilledBy(found.Select(cell => cell!.Cell));

    private static List<StoredRow> Rows(List<Found?> found) => [.. found.OfType<Found>().Select(cell => cell.Row)];

    private static StoredTable? TableOf(List<Found?> found) => found.Find(cell => cell is { Row.IsIntact: true })?.Row.Table;

    // The page's bytes but for its head and places are the same each time, so a cell that was read once is known by its place.
    private List<Found?> Cells(TreePage page, StoredTable? expected, Dictionary<int, Found?> known)
    {
        List<Found?> found = [];
        foreach (int at in page.Cells)
        {
            if (!known.TryGetValue(at, out Found? cell))
                known[at] = cell = Find(page, at, expected);
            found.Add(cell);
        }

        return found;
    }

    private Found? Find(TreePage page, int at, StoredTable? expected)
    {
        if (StoredCell.Read(page, at, pages.Read) is not { } cell)
            return null;
        foreach (StoredTable table in tables)
        {
            if (table.Values(page, cell) is { } values && table.IsIntact(values))
                return new Found(cell, new StoredRow(table, values, true));
        }

        return expected?.Values(page, cell) is { } damaged ? new Found(cell, new StoredRow(expected, damaged, false)) : null;
    }

    // Looks for the bit of the page's head, or of the places of its cells, with which all of it fits.
    private List<Found?>? Refit(uint number, byte[] bytes, StoredTable? expected, Dictionary<int, Found?> known)
    {
        int places = TreePage.Parse(number, bytes)?.PointersEnd ?? 0;
        int head = number == 1 ? 100 : 0;
        for (int bit = head * BitsPerByte; bit < Math.Max(head + HeadBytes, places) * BitsPerByte; bit++)
        {
            byte[] tried = Flip(bytes, bit);
            // Another kind of page has other cells in the same places.
            Dictionary<int, Found?> cells = bit / BitsPerByte == head ? [] : known;
            if (TreePage.Parse(number, tried) is not { } page || page.PointersEnd == page.PointersAt)
                continue;
            List<Found?> found = Cells(page, expected, cells);
            if (IsWhole(page, found) && page.Cells.Distinct().Count() == found.Count)
                return found;
        }

        return null;
    }

    // One flipped bit of the row's values, of the cell's own head, or of the numbers of the pages that it goes on in.
    private Found? Mend(TreePage page, int at, StoredTable? table, Found? damaged)
    {
        if (table is null)
            return damaged;
        if (damaged is not null && damaged.Row.Table.Correct(damaged.Row.Values) is { } values)
        {
            Corrected++;
            return damaged with { Row = new StoredRow(damaged.Row.Table, values, true) };
        }

        int end = Math.Min(at + CellHeadBytes, page.Bytes.Length);
        IEnumerable<int> bits = Enumerable.Range(at * BitsPerByte, Math.Max(0, end - at) * BitsPerByte);
        if (damaged is { Cell.Overflow.Count: > 0 } || damaged is null)
            bits = bits.Concat(OverflowPointers(page, at));
        foreach (int bit in bits)
        {
            if (TreePage.Parse(page.Number, Flip(page.Bytes, bit)) is { } tried && Find(tried, at, table) is { Row.IsIntact: true } right)
            {
                Corrected++;
                return right;
            }
        }

        return MendChain(page, at, table, damaged);
    }

    // The number of the next page stands behind the part of a row that is on this one, where the next cell begins.
    private static IEnumerable<int> OverflowPointers(TreePage page, int at)
    {
        int next = page.Cells.Where(cell => cell > at).Append(page.Bytes.Length).Min();
        return next - OverflowPointerBytes <= at
            ? []
            : Enumerable.Range((next - OverflowPointerBytes) * BitsPerByte, OverflowPointerBytes * BitsPerByte);
    }

    private Found? MendChain(TreePage page, int at, StoredTable table, Found? damaged)
    {
        List<uint> chain = [];
        StoredCell.Read(page, at, number => chain.Count >= OverflowPagesMax ? null : Remember(number));
        foreach (uint link in chain)
        {
            for (int bit = 0; bit < OverflowPointerBytes * BitsPerByte; bit++)
            {
                StoredCell? cell = StoredCell.Read(
                    page,
                    at,
                    number => pages.Read(number) is { } read && number == link ? Flip(read, bit) : pages.Read(number)
                );
                if (cell is not null && table.Values(page, cell) is { } values && table.IsIntact(values))
                {
                    Corrected++;
                    return new Found(cell, new StoredRow(table, values, true));
                }
            }
        }

        return damaged;

        byte[]? Remember(uint number)
        {
            chain.Add(number);
            return pages.Read(number);
        }
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / BitsPerByte] ^= (byte)(1 << (bit % BitsPerByte));
        return flipped;
    }

    /// <summary>A cell with its row.</summary>
    private sealed record Found(StoredCell Cell, StoredRow Row);
}
