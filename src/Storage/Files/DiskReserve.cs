namespace RagCluster.Storage.Files;

/// <summary>
/// Space kept back on the data folder's disk, as a file that can be given up: on a full disk a deletion needs some space before it frees
/// any, and so does opening the database. It is given up when a write that needs it meets a full disk, and taken again when the disk has
/// room. Used by one thread at a time.
/// </summary>
internal sealed class DiskReserve
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "reserve";

    // On a small disk the reserve must not be what fills it.
    private const int DiskParts = 16;

    // Taken again only where some space stays free: otherwise the next write would give it up again. Half as much, since on a disk that is
    // full to the limit for new documents, and whose reserve is a sixteenth of it, as much never stays free.
    private const double RoomFactor = 1.5;
    private readonly string _path;
    private readonly Func<DiskUsage> _measure;

    /// <summary>Uses the reserve of a folder, and finds what an earlier process left.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="bytes">Bytes to keep back; a sixteenth of the disk where that is less.</param>
    public DiskReserve(string folder, long bytes)
        : this(folder, bytes, () => DiskUsage.Of(folder)) { }

    /// <summary>Uses the reserve of a folder with another way to measure its disk.</summary>
    internal DiskReserve(string folder, long bytes, Func<DiskUsage> measure)
    {
        _path = Path.Combine(folder, FileName);
        _measure = measure;
        DiskUsage usage = measure();
        Bytes = Math.Min(bytes, (usage.UsedBytes + usage.FreeBytes) / DiskParts);
        IsHeld = File.Exists(_path);
    }

    /// <summary>Bytes to keep back; 0 for none.</summary>
    public long Bytes { get; }

    /// <summary>Whether space is kept back now.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether space should be kept back and is not.</summary>
    public bool IsMissing => Bytes > 0 && !IsHeld;

    /// <summary>Gives the space up.</summary>
    /// <returns>False when there was none.</returns>
    public bool Release()
    {
        if (!IsHeld)
        {
            return false;
        }

        File.Delete(_path);
        IsHeld = false;
        return true;
    }

    /// <summary>Takes the space again if the disk has room for it.</summary>
    public void Restore()
    {
        if (!IsMissing || _measure().FreeBytes < RoomFactor * Bytes)
        {
            return;
        }

        try
        {
            using FileStream file = new(
                _path,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    PreallocationSize = Bytes,
                }
            );
            IsHeld = true;
        }
        catch (IOException)
        {
            // Somebody else was quicker to take the space; there is nothing kept back until it is free again.
            File.Delete(_path);
        }
    }
}
