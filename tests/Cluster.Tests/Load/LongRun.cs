using System.Globalization;

namespace RagCluster.Cluster.Tests.Load;

/// <summary>How long a scenario runs: short in the test run, longer where an environment variable says so.</summary>
internal static class LongRun
{
    /// <summary>The number that a variable holds.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <param name="otherwise">The number where it is not set.</param>
    internal static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
