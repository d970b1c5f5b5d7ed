using System.Diagnostics;

namespace RagCluster.Retrieval.Vectors;

/// <summary>Where the peers' programs lie.</summary>
internal static class PeerDirectory
{
    /// <summary>
    /// Finds the directory from where this program was built, and prepares the peers there. A peer that can't be is left out later, when it
    /// does not start.
    /// </summary>
    /// <returns>The directory, or null when it is not there: then only ours is measured.</returns>
    internal static string? Prepare()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "peers");
            if (!File.Exists(Path.Combine(path, "setup")))
                continue;
            using Process setup = Process.Start("bash", [Path.Combine(path, "setup")]);
            setup.WaitForExit();
            return path;
        }

        return null;
    }
}
