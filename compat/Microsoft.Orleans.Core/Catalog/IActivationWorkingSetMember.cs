namespace Orleans.Runtime;

/// <summary>An activation, as those see it who watch which are in use.</summary>
public interface IActivationWorkingSetMember
{
    /// <summary>Whether it may leave the working set.</summary>
    /// <param name="wouldRemove">Whether it is to leave it then.</param>
    bool IsCandidateForRemoval(bool wouldRemove);
}
