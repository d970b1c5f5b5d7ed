namespace RagCluster.Api.Models;

/// <summary>What became of a model when all of them were brought up to date.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Outcome">
/// <c>verified</c>: its files are those of the registry on every silo that runs models; <c>pulled</c>: they were not, and are now;
/// <c>failed</c>: they are not, and could not be had; <c>absent</c>: its files are not on the server, which is left so.
/// </param>
/// <param name="Revision">The revision that the registry names.</param>
/// <param name="Code">The code of the failure.</param>
/// <param name="Message">Why it failed.</param>
internal sealed record ModelUpdateResponse(string Name, string Outcome, string Revision, string? Code = null, string? Message = null);
