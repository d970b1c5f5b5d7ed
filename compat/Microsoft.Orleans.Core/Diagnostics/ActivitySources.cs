using System.Diagnostics;

namespace Orleans.Diagnostics;

/// <summary>The names under which calls are traced.</summary>
internal static class ActivitySources
{
    public const string ApplicationGrainActivitySourceName = "Microsoft.Orleans.Application";
    public const string RuntimeActivitySourceName = "Microsoft.Orleans.Runtime";
    public const string AllActivitySourceName = "Microsoft.Orleans.*";

    internal static readonly ActivitySource ApplicationGrains = new(ApplicationGrainActivitySourceName);
    internal static readonly ActivitySource RuntimeGrains = new(RuntimeActivitySourceName);
}
