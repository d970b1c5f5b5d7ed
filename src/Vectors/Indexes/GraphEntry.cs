using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Indexes;

/// <summary>Enters the base layer from those above and searches it.</summary>
internal static unsafe class GraphEntry
{
    // Two candidates on the way down: with one, a search of clustered rows now and then ends in the wrong cluster.
    private const int DescentWidth = 2;

    /// <summary>Leaves the nodes nearest to a query in the scratch's beam.</summary>
    /// <returns>How many.</returns>
    internal static int Search<TDistance>(in IndexView view, in CodedQuery query, TDistance distance, int width)
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        int seeds = Seed(view, query, distance, width);
        return BeamSearch.Run(view.Base, query, distance, scratch, new BeamLimits(width, seeds));
    }

    /// <summary>Leaves the nodes of the base layer to start from in the scratch's beam.</summary>
    /// <returns>How many.</returns>
    internal static int Seed<TDistance>(in IndexView view, in CodedQuery query, TDistance distance, int width)
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        scratch.Prepare(view.Base.Count, width);
        int seeds = GraphDescent.Run(view.Upper, 0, query, distance, Math.Min(DescentWidth, width));
        for (int i = 0; i < seeds; i++)
        {
            int node = view.UpperNodes[BeamSearch.NodeOf(scratch.Beam[i])];
            if ((uint)node >= (uint)view.Base.Count)
                throw new InvalidVectorSectionException($"A node of an upper layer stands for node {node} of {view.Base.Count}.");
            scratch.Beam[i] = BeamSearch.KeyOf(BeamSearch.DistanceOf(scratch.Beam[i]), node);
        }

        return seeds;
    }
}
