using System.Diagnostics;
using System.Globalization;

namespace RagCluster.TestKit;

/// <summary>
/// A disk of its own that can be filled: a file system in memory. Mounting one needs rights that not every machine gives.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private const int BlockBytes = 1 << 16;
    private readonly TempFolder _folder;

    private SmallDisk(TempFolder folder) => _folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string FullPath => _folder.FullPath;

    private string Filler => Path.Combine(FullPath, "filler");

    /// <summary>Mounts one; null where that is not possible.</summary>
    /// <param name="mebibytes">Its size.</param>
    public static SmallDisk? TryMount(int mebibytes)
    {
        TempFolder folder = new();
        string size = string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m");
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.FullPath))
            return new SmallDisk(folder);
        folder.Dispose();
        return null;
    }

    /// <summary>Fills it to the last block, as another program would.</summary>
    public void Fill()
    {
        using FileStream file = new(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int block = BlockBytes; block > 0; )
        {
            try
            {
                file.Write(new byte[block]);
            }
            catch (IOException)
            {
                block /= 2;
            }
        }
    }

    /// <summary>Takes away what filled it.</summary>
    public void Free() => File.Delete(Filler);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Lazily: a process that was just killed may still hold a file for a moment.
        Run("umount", "--lazy", FullPath);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
