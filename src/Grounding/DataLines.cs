namespace RagCluster.Grounding;

/// <summary>The lines of a data file of this assembly, without blank ones and remarks.</summary>
internal static class DataLines
{
    /// <summary>Reads a file that the project file names <c>RagCluster.Grounding.NAME</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static IEnumerable<string> Of(string name)
    {
        string resource = $"RagCluster.Grounding.{name}";
        using Stream file =
            typeof(DataLines).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly does not hold its resource {resource}.");
        using StreamReader lines = new(file);
        return lines
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#');
    }
}
