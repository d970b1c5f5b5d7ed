namespace Orleans.Runtime;

/// <summary>A grain class as callers see it.</summary>
/// <param name="GrainType">Its type.</param>
/// <param name="Name">The class's name.</param>
/// <param name="FullName">The same with its namespace.</param>
/// <param name="Interfaces">The names of the interfaces that it answers.</param>
[GenerateSerializer, Alias("orleans.candidate")]
internal sealed record GrainCandidate(GrainType GrainType, string Name, string FullName, string[] Interfaces)
{
    public static GrainCandidate Of(GrainClass grain) =>
        new(
            grain.GrainType,
            grain.Type.Name,
            grain.Type.FullName!,
            [.. grain.Interfaces.Select(i => GrainNames.OfInterface(i).ToString())]
        );
}
