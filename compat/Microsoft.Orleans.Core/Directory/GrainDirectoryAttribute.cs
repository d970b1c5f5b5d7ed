namespace Orleans.GrainDirectory;

/// <summary>Names the directory in which a grain class is registered; without it the default one.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class GrainDirectoryAttribute : Attribute
{
    public const string DEFAULT_GRAIN_DIRECTORY = "Default";

    public GrainDirectoryAttribute() { }

    public GrainDirectoryAttribute(string grainDirectoryName) => GrainDirectoryName = grainDirectoryName;

    public string GrainDirectoryName { get; set; } = DEFAULT_GRAIN_DIRECTORY;
}
